// The JSON that server and browser exchange, declared once. Checked against what the server really writes by
// tests/test_shapes.py; a field that is not declared here cannot be used in a module (tsc).

// ── What a page is given ────────────────────────────────────────────────────────────────────────────────────────────
/** A cell as its keys: "requests.new.person". */
type Address = string;
/** A cell within its table: "new.person". */
type CellKey = string;
type FigureKind = "count" | "signed_count" | "amount";
type LevelKey = "error" | "query" | "hint";

interface RowEcho {
  key: string;
  role: string;
  name: string;
  /** Said before a column's name in a message: 表三「本年新收」行. */
  place: string;
}

interface ColumnEcho {
  key: string;
  role: string;
  name: string;
  kind: FigureKind;
}

type TotalEcho = { row: string; is_sum_of_rows: string[] } | { column: string; is_sum_of_columns: string[] };

interface CheckEcho {
  code: string;
  each: "column";
  left: string[];
  right: string[];
  text: string;
}

interface TableEcho {
  key: string;
  role: string;
  part: string;
  name: string;
  rows: RowEcho[];
  columns: ColumnEcho[];
  totals: TotalEcho[];
  checks: CheckEcho[];
}

interface RuleEcho {
  level: LevelKey;
  label: string;
  /** {which sentence: the sentence with its {names}}. */
  says: Record<string, string>;
}

/** The same for every report of an edition: the element `edition`. */
interface EditionEcho {
  parts: string[];
  passages: Record<string, string>;
  tables: TableEcho[];
  rules: Record<string, RuleEcho>;
  yuan_amount: string;
  yuan_ratio: string;
  notable: number;
  leap: number;
  entry_cells: number;
}

interface LastYearEcho {
  year: number;
  figures: Record<Address, string>;
  carried_over: Record<string, string>;
  stock: Record<string, string>;
  had_requests: boolean;
}

/** What the rules ask of a report besides its figures. A level of null is a rule switched off. */
interface ReportEcho {
  kind: { label: string; below_county: boolean; makes_regulations: boolean };
  levels: Record<string, { level: LevelKey; label: string } | null>;
  denies_fees: boolean;
  last: LastYearEcho | null;
}

/** The element `echo` on the page of a part: with the figures of the other parts. */
interface PartEcho extends ReportEcho {
  /** The part whose findings are shown; all of them where it is missing. */
  part?: string;
  entered: Record<string, Record<CellKey, string>>;
}

type Echo = EditionEcho & PartEcho;

/** The element `answers`: {fingerprint of a query: the reason given}. */
type AnswersGiven = Record<string, { reason: string; by: string }>;

/** The element `sources`: {id of a place in the report: id of where it was read in the file}. */
type Sources = Record<string, string>;

// ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
/** GET /session/. */
interface Session {
  signed_in: boolean;
  user: number | null;
  token: string;
}

type HowTyped = "typed" | "pasted" | "filled" | "adopted";

/** POST cells/. */
interface CellsSave {
  changes: { cell: Address; was: string; now: string; how?: string }[];
}

interface CellConflict {
  cell: Address;
  yours: string;
  theirs: string;
  by: string;
  at: string;
}

interface CellsSaved {
  saved: Record<Address, string>;
  conflicts: CellConflict[];
}

/** A passage; a heading of null is the official one. */
interface PassageText {
  heading: string | null;
  text: string;
}

/** POST passages/KEY/. */
interface PassageSave {
  was: PassageText;
  now: PassageText;
}

interface PassageConflict extends PassageText {
  by: string;
  at: string;
}

interface PassageSaved {
  saved: boolean;
  theirs: PassageConflict | null;
}

/** POST settings/. */
type SettingsSave = Record<string, string>;

/** POST answers/. */
interface ReasonSave {
  fingerprint: string;
  reason: string;
}

interface Saved {
  saved: boolean;
}

/** The server's answer to a save that it does not take. */
interface Refused {
  problem: string;
}

/** GET history/CELL/, newest first. */
interface CellHistory {
  edits: { was: string; now: string; how: string; by: string; at: string }[];
}

// ── Files sent in ───────────────────────────────────────────────────────────────────────────────────────────────────
/** POST of a file: its row of the list as HTML, or why it was not kept; busy where it may be sent again. */
interface FileTaken {
  row?: string;
  refusal?: string;
  busy?: boolean;
}
