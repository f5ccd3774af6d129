// Keeps an error in one part of the page, such as a picture or code that cannot be loaded, from removing the editors.
import { Component, type ReactNode } from "react";

interface FenceProps {
  /** What is missing on the page because of the error, and what to do. */
  readonly missing: string;
  readonly children: ReactNode;
}

export class Fence extends Component<FenceProps, { readonly error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    const { missing, children } = this.props;
    if (error === null) return children;
    return (
      <p role="alert">
        {missing} {error instanceof Error ? error.message : String(error)}
      </p>
    );
  }
}
