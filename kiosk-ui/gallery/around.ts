import {
  AttemptView,
  CallbackPromise,
  CheckedIn,
  CollectionView,
  SafetyScreen,
  SentSubmission,
  TurnId,
  VisitorContent,
  VisitorLive,
  WordFound,
} from "@drop-in/contracts";
import safetyWords from "../locales/en/safety.json" with { type: "json" };

/** A made-up hub on a made-up morning, the same at every look: pictures of two days can be compared. */
export const NOW = "2026-11-24T10:05:00Z";
const later = "2026-11-24T14:15:00Z";
const tomorrow = "2026-11-25T10:15:00Z";
const uuid = (count: number) => `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;

export const turnId = TurnId.parse(uuid(1));

export const live = VisitorLive.parse({
  siteName: "Whitehawk Hub",
  timeZone: "Europe/London",
  session: { open: true, place: "Church hall" },
  connected: true,
  idle: { afterMs: 90_000, warnMs: 30_000 },
  ...{ printer: "ready", scanner: "ready", vending: "ready" },
  turn: { turnId, scan: null, attempt: null, help: null },
});

/** Questions of the check as its words name them. What they lead to is no matter here: nothing is decided. */
const notQuestions = ["title", "yes", "no", "notSure", "skip"];
export const safetyQuestions = Object.keys(safetyWords)
  .map((key) => /^safety\.([a-z0-9-]+)$/.exec(key)?.[1] ?? "")
  .filter((id) => id !== "" && !notQuestions.includes(id));

const on = { goes: "on" };
const answersOf = (id: string) =>
  id === "who" ? { me: on, other: on, child: on } : { yes: on, no: on, "not-sure": on };

export const content = VisitorContent.parse({
  draft: true,
  safetyScreen: SafetyScreen.parse({
    outcomes: [],
    questions: safetyQuestions.map((questionId) => ({
      ...{ questionId, when: [], source: "the gallery", answers: answersOf(questionId) },
      help: `safety.${questionId}.help` in safetyWords,
    })),
  }),
  activities: [
    ["Pram and buggy walk", "TU", "Free", "2026-11-10"],
    ["Hub café", "MO,TU,WE,TH,FR", "Free to sit", "2026-11-10"],
    ["Tai chi in the garden", "TU,FR", "£1", "2026-06-01"],
  ].map(([name, byday, cost, checkedOn], count) => ({
    activityId: uuid(40 + count),
    name,
    about: "Slow moves for balance and calm. We meet at the door.",
    kinds: ["friends", "walking"],
    schedules: [{ freq: "WEEKLY", byday: byday?.split(","), opensAt: "11:30", closesAt: "12:15" }],
    place: "Example Community Centre, 1 Example Street",
    access: "Step free, hearing loop",
    cost,
    ages: { from: 16, to: null },
    checkedOn,
  })),
});

export const appointments = [
  { appointmentId: uuid(20), at: later, withWhom: "Ravi" },
  { appointmentId: uuid(21), at: "2026-11-24T15:00:00Z", withWhom: "Ada" },
];

export const visit = (wait: object, more: object = {}) =>
  CheckedIn.parse({
    visitId: uuid(2),
    ticket: { picture: "kite", colour: "blue", number: "B12" },
    wait: { asOf: NOW, ...wait },
    ...more,
  });
export const waits = {
  estimate: { kind: "estimate", aboutMinutes: 20, fromMinutes: 10, toMinutes: 35 },
  next: { kind: "next" },
  "not-open-yet": { kind: "not-open-yet" },
};

export const promise = CallbackPromise.parse({
  callbackId: uuid(5),
  ticket: { picture: "boat", colour: "red", number: "C7" },
  ...{ pressedAt: NOW, dueAt: tomorrow, connected: true },
});

export const collection = CollectionView.parse({
  ...{ collectionId: uuid(3), variantId: "wrist-splint/left/m", size: "M", side: "left" },
  name: { en: "Wrist splint" },
  machineName: "M1",
  handover: { kind: "tray" },
  lowDoor: true,
});

export const handovers = {
  tray: { kind: "tray" },
  door: { kind: "door", label: "7", row: "lower" },
  keypad: { kind: "keypad", number: 13 },
};

export const attempt = (more: object) =>
  AttemptView.parse({
    ...{ attemptId: uuid(4), collectionId: uuid(3), slotId: "B04", outcome: null },
    ...{ progress: "intended", handover: handovers.tray, mayOpenAgain: false },
    ...{ doorLeftOpen: false, answer: null },
    ...more,
  });

export const sent = (connected: boolean, hasTicket: boolean) =>
  SentSubmission.parse({
    submissionId: uuid(7),
    ticket: hasTicket ? { picture: "train", colour: "red", number: "R2913" } : null,
    connected,
  });

const found = WordFound.parse({
  kind: "found",
  messages: [
    { messageId: uuid(8), text: "Ravi will be at the bus stop, Friday 10am.", expiresAt: tomorrow },
  ],
  progress: {
    kind: "referral",
    steps: [
      { state: "new", at: "2026-11-20T09:00:00Z" },
      { state: "planned", at: NOW },
    ],
  },
  asOf: NOW,
});
export const underWord = found.kind === "found" ? found : undefined;
export const help = (someoneSaw: boolean, answered: boolean) => ({
  ...{ helpId: uuid(9) as never, someoneSaw, answered },
});
