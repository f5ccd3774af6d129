// Steps of the tour that ask for routes and transitions.
import type { Choice } from "./choose.js";
import { text } from "./choose.js";
import { comment, type TourStep } from "./step.js";

export function fromAdToPurchase(start: Choice, goal: Choice): TourStep {
  return {
    name: "FromAdToPurchase",
    title: "From ad to purchase",
    answers: `Which routes lead from ${start.name} to ${goal.name}, and how long do they take?`,
    query: `${comment(
      "FROM AD TO PURCHASE: which routes lead there, and how long do they take?",
      "A row is a route, the one that most journeys took first. Of the journeys that met the start (matched), these reached",
      "the target in time (completed), these still may (pending), these won't (dropped).",
      "",
      `Chosen here: from ${start.name}: ${start.because}.`,
      `             to ${goal.name}: ${goal.because}.`,
      "",
      "Change:  within    how long after the start a purchase still counts",
      "         grain     CHANNEL, STAGE or KIND instead of single touchpoints",
      "         repeats   KEEP to see each repeated step",
      "         add  via: [...], exclude: [...] or hide: [...]  with the same selectors as from and to",
    )}
query FromAdToPurchase {
  commonRoutes(
    from: ${start.selector}
    to: ${goal.selector}
    options: { grain: TOUCHPOINT, repeats: COLLAPSE, within: "P30D" }
    first: 10
  ) {
    totals { journeys matched completed pending dropped completionRate otherRoutes otherCount }
    routes {
      label
      journeys
      share
      duration { median p90 }
    }
    answer { computedIn warnings }
  }
}
`,
  };
}

export function whereJourneysStart(goal: Choice): TourStep {
  const key = /goal: ("(?:[^"\\]|\\.)*")/.exec(goal.selector)?.[1];
  const filter = key ? `{ reachedGoal: ${key} }` : `{ touches: [${goal.selector}] }`;
  return {
    name: "WhereJourneysStart",
    title: "Where journeys start",
    answers: "Which first contacts do journeys begin with: all of them, and those that reached the goal?",
    query: `${comment(
      "WHERE JOURNEYS START: the first contact of all journeys, and of those that reached the goal.",
      "Without from a route starts before the first interaction; its target here is any interaction, so it is the first one.",
      "",
      `Chosen here: the goal ${goal.name}: ${goal.because}.`,
      "",
      "Change:  grain     CHANNEL or STAGE",
      '         filter    for instance { startedFrom: "2026-01-01T00:00:00Z" }, or the attributes of customers',
    )}
query WhereJourneysStart {
  all: commonRoutes(to: { any: true }, options: { grain: TOUCHPOINT }, first: 10) {
    totals { journeys }
    routes { label journeys share }
  }
  successful: commonRoutes(to: { any: true }, options: { grain: TOUCHPOINT }, filter: ${filter}, first: 10) {
    totals { journeys }
    routes { label journeys share }
  }
}
`,
  };
}

export function afterSupport(point: Choice, isSupport: boolean): TourStep {
  const name = isSupport ? "AfterSupport" : "WhatHappensNext";
  return {
    name,
    title: isSupport ? "What happens after a support contact" : "What happens next",
    answers: `What do customers do after ${point.name}, and how long does it take them?`,
    query: `${comment(
      `WHAT HAPPENS AFTER ${point.name}: the next contact, its probability and the wait; then how journeys go on to their end.`,
      "END stands for journeys that end here; dropAfter is the share of these steps after which the journey ends.",
      "",
      `Chosen here: ${point.name}: ${point.because}.`,
      "",
      "Change:  from      another touchpoint, or { channels: [...] }, { kinds: [...] }, { stages: [...] }",
      "         options   { startAt: LAST } to begin at the last such contact of each journey",
    )}
query ${name} {
  next: transitions(from: ${point.selector}, first: 10) {
    edges {
      to { label }
      count
      probability
      wait { median p90 }
      dropAfter
      isHandoff
    }
  }
  onwards: commonRoutes(from: ${point.selector}, options: { grain: CHANNEL, repeats: COLLAPSE }, first: 10) {
    totals { matched otherRoutes }
    routes { label journeys share duration { median } }
  }
}
`,
  };
}

export function oneTouchpoint(point: Choice): TourStep {
  return {
    name: "OneTouchpoint",
    title: "One touchpoint and its neighbours",
    answers: `Where do customers come from before ${point.name}, and where do they go?`,
    query: `${comment(
      "ONE TOUCHPOINT: where customers come from and where they go, read from the graph's TRANSITIONS_TO edges.",
      "",
      `Chosen here: ${point.name}: ${point.because}.`,
      "",
      "Change:  key       any of  { touchpoints { key name visits } }",
      "         nest      a neighbour is a touchpoint too: ask its transitionsTo inside node { ... }",
    )}
query OneTouchpoint {
  touchpoint(key: ${text(point.touchpoint!.key)}) {
    name
    kind
    channel { name medium assisted }
    stage { name }
    visits
    starts
    ends
    comesFrom: transitionsFrom(first: 5) {
      edges { node { key name } count journeys wait { median } isHandoff }
    }
    goesTo: transitionsTo(first: 5) {
      edges { node { key name } count journeys probability wait { median } isHandoff }
    }
  }
}
`,
  };
}
