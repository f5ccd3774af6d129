// The comments of synthetic customers, by subject. They are invented, and no real customer wrote them.

export type Topic = "visit" | "advice" | "purchase" | "payment" | "pick-up" | "delivery" | "case";

export const COMMENTS: Readonly<Record<Topic, { readonly good: readonly string[]; readonly bad: readonly string[] }>> =
  {
    visit: {
      good: ["I like to see things before I buy them.", "The adviser took time for me.", "A lovely place."],
      bad: ["Nobody had time for me.", "The shelf was empty.", "I did not find what the website shows."],
    },
    advice: {
      good: ["Clear answers to all my questions.", "Now I know what I need."],
      bad: ["I was told something else in the store.", "I only heard what I had already read."],
    },
    purchase: {
      good: ["Quick and easy.", "Everything worked at the first try.", "I will come again."],
      bad: [
        "The price at the end was higher than expected.",
        "Too many steps before I could pay.",
        "I would have liked advice before I bought.",
      ],
    },
    payment: {
      good: ["It worked in the end."],
      bad: [
        "The payment broke off, and I could not tell whether I had paid.",
        "The payment failed, and nobody told me why.",
        "I had to enter everything again.",
      ],
    },
    "pick-up": {
      good: ["My order was ready when I came.", "In and out in five minutes."],
      bad: [
        "The desk could not find my order.",
        "I came twice, because my order was not there.",
        "I waited half an hour at the desk.",
      ],
    },
    delivery: {
      good: ["The parcel came when it was promised.", "Well packed."],
      bad: ["The parcel came days late.", "The parcel was left outside.", "Nobody told me when it would come."],
    },
    case: {
      good: ["The adviser knew my order at once.", "Solved in one call.", "Friendly and quick."],
      bad: [
        "I had to explain everything twice.",
        "Nobody called me back.",
        "It took far too long.",
        "I still do not know whether it is solved.",
      ],
    },
  };
