// The shapes of the server's HTTP API under the names the screens use. Screens import from here
// only, so the source of the shapes can change without touching them.

export type Instant = string;

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

export interface ProblemBody {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: FieldProblem[];
  current?: unknown;
  /** What it takes to go on. */
  details?: Record<string, string>;
}

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface OrganizationRef {
  id: string;
  name: string;
  role: string;
}

export interface SessionBody {
  accessToken: string;
  refreshToken: string;
  expiresAt: Instant;
  user: User;
  organizations: OrganizationRef[];
}

/** Who can be given leads, and how they are given. */
export const ASSIGNMENT_POLICIES = ['ROUND_ROBIN', 'LEAST_LOADED', 'MANUAL'] as const;
export type AssignmentPolicy = (typeof ASSIGNMENT_POLICIES)[number];

export const ASSIGNMENT_ORDERS = ['OLDEST_FIRST', 'HIGHEST_SCORE_FIRST'] as const;
export type AssignmentOrder = (typeof ASSIGNMENT_ORDERS)[number];

export const ASSIGNMENT_FIELDS = [
  'LANGUAGE',
  'COUNTRY',
  'CITY',
  'SOURCE',
  'PROJECT',
  'METADATA',
] as const;
export type AssignmentField = (typeof ASSIGNMENT_FIELDS)[number];

export interface AssignmentCondition {
  field: AssignmentField;
  key?: string;
  values: string[];
}

export interface AssignmentRule {
  name: string;
  conditions: AssignmentCondition[];
  memberIds: string[];
}

export interface AssignmentPlan {
  policy: AssignmentPolicy;
  order: AssignmentOrder;
  fallbackId?: string;
  rules: AssignmentRule[];
}

export interface LeadTaker {
  id: string;
  name?: string;
  there: boolean;
  away: boolean;
  awayUntil?: Instant;
  ownHours: boolean;
  capacity?: number;
  backupId?: string;
  openLeads: number;
}

export interface Assignment extends AssignmentPlan {
  waiting: number;
  members: LeadTaker[];
  version: number;
}

export interface Availability {
  memberId: string;
  away: boolean;
  awayUntil?: Instant;
  hours?: WeekHours;
  capacity?: number;
  backupId?: string;
  version: number;
}

export interface AvailabilityChange {
  away?: boolean;
  hours?: WeekHours;
  capacity?: number;
  backupId?: string;
}

/** Why a lead has the owner it has, or none. */
export interface AssignmentNote {
  ownerId?: string;
  owner?: string;
  how: 'POLICY' | 'FALLBACK' | 'HAND' | 'WAITING';
  rule?: string;
  insteadOf?: string;
  byKind: string;
  by?: string;
  at: Instant;
}

export const SCORE_EVENTS = [
  'SOURCE',
  'KNOWN',
  'EQUALS',
  'CONTAINS',
  'TAG',
  'STATUS',
  'WROTE',
  'CALLED',
  'CLICKED',
  'REPLIED_WITHIN',
  'ACTIVE',
] as const;
export type ScoreEvent = (typeof SCORE_EVENTS)[number];

export const SCORE_GROUPS = ['SOURCE', 'PROFILE', 'ENGAGEMENT', 'RECENCY'] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];

export interface ScoringRule {
  when: ScoreEvent;
  field?: string;
  values?: string[];
  within?: string;
  times?: number;
  points: number;
  halfLife?: string;
}

export interface ScoringRules {
  rules: ScoringRule[];
  caps?: Partial<Record<ScoreGroup, number>>;
}

export interface RescoringProgress {
  running: boolean;
  done: number;
  total: number;
  finishedAt?: Instant;
  failed: number;
}

export interface Scoring extends ScoringRules {
  usual: boolean;
  progress: RescoringProgress;
  version: number;
}

export interface ScorePreview {
  leads: number;
  before: number[];
  after: number[];
  higher: number;
  lower: number;
}

export interface SecondFactor {
  enabled: boolean;
  recoveryCodesLeft: number;
}

/** What an authenticator app is given, to be typed or to be scanned. */
export interface SecondFactorSetup {
  secret: string;
  uri: string;
}

export interface RecoveryCodes {
  recoveryCodes: string[];
}

/** Who signed up, and whether the organization could not be called as was asked. */
export interface SignedUpBody extends SessionBody {
  organizationNameChanged: boolean;
}

/** What screens ask for; the server knows more. */
export type Permission =
  | 'ORGANIZATION_MANAGE'
  | 'ASSIGNMENT_MANAGE'
  | 'LEAD_WRITE'
  | 'LEAD_DELETE'
  | 'LEAD_ARCHIVE'
  | 'MEMBER_READ'
  | 'MEMBER_MANAGE'
  | 'CHANNEL_MANAGE'
  | 'OWNER_MANAGE'
  | 'MESSAGE_SEND'
  | 'SOURCE_MANAGE'
  | 'API_KEY_MANAGE'
  | 'AUDIT_READ'
  | 'PRIVACY_MANAGE';

export interface Me {
  user: User;
  organization: OrganizationRef;
  organizations: OrganizationRef[];
  permissions: string[];
  /** Whether the person looks after the installation. */
  platformAdmin: boolean;
  /** Whether nothing is sent because the database looks like a copy. */
  sendingHeld: boolean;
}

/** Whether the installation sends. */
export interface Sending {
  held: boolean;
  cause: 'ALONE' | 'ELSEWHERE' | 'OLDER' | null;
  since: string | null;
}

export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From one time of a day to another: 09:00 to 18:30. */
export interface Span {
  from: string;
  to: string;
}

export type WeekHours = Partial<Record<Weekday, Span[]>>;

export interface Organization {
  id: string;
  name: string;
  defaultRegion: string;
  timeZone: string;
  businessHours?: WeekHours;
  /** May pass midnight. */
  quietHours?: Span;
  /** BCP 47 tags, the preferred one first. */
  languages: string[];
  version: number;
}

export type SetupStepName = 'SETTINGS' | 'CHANNEL' | 'LEADS' | 'TEAM' | 'OUTREACH';

export interface SetupStep {
  step: SetupStepName;
  state: 'DONE' | 'SKIPPED' | 'OPEN';
}

export interface Setup {
  steps: SetupStep[];
  complete: boolean;
  next?: SetupStepName;
}

export interface PlatformOrganization {
  id: string;
  name: string;
  createdAt: Instant;
  members: number;
  leads: number;
}

export interface CreatedOrganization {
  id: string;
  name: string;
  organizationNameChanged: boolean;
  invitationUrl: string;
  expiresAt: Instant;
}

export const ROLES = ['OWNER', 'ADMIN', 'MANAGER', 'MARKETER', 'REP', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  id: string;
  name: string;
  email?: string;
  role: Role;
  active: boolean;
  you: boolean;
  version: number;
}

export interface MemberChange {
  role?: Role;
  active?: boolean;
}

export type InvitationState = 'OPEN' | 'ACCEPTED' | 'EXPIRED' | 'WITHDRAWN';

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  state: InvitationState;
  /** The name of the member. */
  invitedBy?: string;
  createdAt: Instant;
  expiresAt: Instant;
}

/** Only the answer to its creation holds the link. */
export interface CreatedInvitation extends Invitation {
  url: string;
}

/** What the link shows to whoever opens it. */
export interface OpenedInvitation {
  organizationName: string;
  email: string;
  role: Role;
  expiresAt: Instant;
  /** Whether there is an account with this address. */
  registered: boolean;
}

export type ApiKeyState = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

export interface ApiKey {
  id: string;
  name: string;
  /** Its last characters. */
  hint: string;
  permissions: string[];
  /** The name of the member. */
  createdBy?: string;
  createdAt: Instant;
  lastUsedAt?: Instant;
  expiresAt?: Instant;
  state: ApiKeyState;
}

export interface ApiKeyDraft {
  name: string;
  permissions: string[];
  expiresAt?: Instant;
}

/** Only the answer to its creation holds the key itself. */
export interface CreatedApiKey extends ApiKey {
  secret: string;
}

export const LEAD_STATUSES = [
  'NEW',
  'CONTACTED',
  'QUALIFIED',
  'NOT_INTERESTED',
  'CONVERTED',
  'LOST',
] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

export type AutomationState = 'ACTIVE' | 'PAUSED' | 'OPTED_OUT';

export interface Automation {
  state: AutomationState;
  reason?: string;
}

export interface ScoreReason {
  rule: string;
  points: number;
  text: string;
}

export interface Lead {
  id: string;
  /** The id that was asked for, where it is of a lead that went into this one. */
  mergedFrom?: string;
  name: string;
  phone?: string;
  email?: string;
  company?: string;
  source: string;
  status: LeadStatus;
  score: number;
  scoreReasons: ScoreReason[];
  ownerId?: string;
  ownerName?: string;
  automation: Automation;
  tags: string[];
  metadata: Record<string, string>;
  projectId?: string;
  incomplete: boolean;
  /** "name", "contact", "metadata.key" of a required field. */
  missing: string[];
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}

export const FIELD_TYPES = [
  'TEXT',
  'NUMBER',
  'DATE',
  'CHOICE',
  'MULTI_CHOICE',
  'BOOLEAN',
  'URL',
  'PHONE',
  'MONEY',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What an organization wants to know of its leads; values stand in their metadata by key. */
export interface CustomField {
  id: string;
  key: string;
  label: string;
  type: FieldType;
  choices: string[];
  currency?: string;
  required: boolean;
  sensitive: boolean;
  position: number;
  archivedAt?: Instant;
  version: number;
}

export interface CustomFieldDraft {
  key?: string;
  label: string;
  type: FieldType;
  choices?: string[];
  currency?: string;
  required?: boolean;
  sensitive?: boolean;
}

export interface CustomFieldChange {
  label?: string;
  choices?: string[];
  required?: boolean;
  sensitive?: boolean;
  position?: number;
}

export type MergeSide = 'SURVIVOR' | 'MERGED' | 'BOTH';

export interface MergeField {
  name: string;
  survivor?: string;
  merged?: string;
  side: MergeSide;
  result?: string;
  differs: boolean;
}

/** What a merge would make of two leads. */
export interface MergePreview {
  survivor: Lead;
  merged: Lead;
  fields: MergeField[];
  automation: Automation;
  following: Record<string, number>;
}

export interface LeadMerge {
  id: string;
  survivorId: string;
  mergedId: string;
  mergedName: string;
  mergedBy: { kind: string; id: string; name?: string };
  mergedAt: Instant;
  provenance: Record<string, MergeSide>;
  holds: boolean;
  unmergedAt?: Instant;
  unmergedBy?: { kind: string; id: string; name?: string };
}

export interface NoteActor {
  kind: string;
  id: string;
  name?: string;
}

export const NOTE_KINDS = ['NOTE', 'CALL', 'MEETING', 'MESSAGE'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export type NoteOutcome =
  | 'ANSWERED'
  | 'NO_ANSWER'
  | 'LEFT_MESSAGE'
  | 'WRONG_NUMBER'
  | 'TOOK_PLACE'
  | 'NO_SHOW'
  | 'CANCELLED';

/** What somebody wrote down about a lead. */
export interface Note {
  id: string;
  leadId: string;
  kind: NoteKind;
  text: string;
  happenedAt: Instant;
  minutes?: number;
  outcome?: NoteOutcome;
  writtenBy: NoteActor;
  writtenAt: Instant;
  editedBy?: NoteActor;
  editedAt?: Instant;
  /** Whether who asks may change and delete it. */
  changeable: boolean;
  version: number;
}

export interface NoteDraft {
  kind: NoteKind;
  text: string;
  happenedAt?: Instant;
  minutes?: number;
  outcome?: NoteOutcome;
}

/** Something that happened to a lead, by the stable name of the event. */
export interface TimelineEvent {
  name: string;
  actor: NoteActor;
  data: Record<string, unknown>;
}

/** One thing in the timeline of a lead: a note or an event. */
export interface TimelineEntry {
  id: string;
  at: Instant;
  note?: Note;
  event?: TimelineEvent;
}

/** Two leads that may be one person. */
export interface MergeSuggestion {
  id: string;
  first: Lead;
  second: Lead;
  reason: 'SAME_EMAIL' | 'LIKE_NAME_AND_COMPANY';
  likeness: number;
  createdAt: Instant;
}

export interface MergeDone {
  merge: LeadMerge;
  lead: Lead;
}

export type CaptureOutcome = 'CREATED' | 'MERGED' | 'SKIPPED' | 'REJECTED';

export interface LeadDraft {
  name: string;
  phone?: string;
  email?: string;
  source?: string;
  company?: string;
  metadata?: Record<string, string>;
  tags?: string[];
  externalId?: string;
  /** The code of a project, or its id. */
  project?: string;
}

export interface CaptureBody {
  outcome: CaptureOutcome;
  lead: Lead;
}

export interface LeadChange {
  name?: string;
  company?: string;
  email?: string;
  phone?: string;
  status?: LeadStatus;
  ownerId?: string;
  tags?: string[];
  metadata?: Record<string, string>;
  projectId?: string;
}

/** What hangs on a lead that is about to be deleted. */
export interface LeadDependencies {
  counts: Record<string, number>;
  /** Why it must not be deleted now, in sentences. */
  objections: string[];
  deletable: boolean;
}

/** What became of one lead of many; a reason says why it was refused. */
export interface LeadOutcome {
  id: string;
  result: 'DONE' | 'NOT_FOUND' | 'REFUSED';
  reason?: string;
}

export interface ArchivedLead {
  lead: Lead;
  deletedAt: Instant;
  deletedBy: { kind: ActorKind; id: string; name?: string };
  /** Until when it can be brought back. */
  goneAt: Instant;
}

export const CONSENT_STATUSES = ['GRANTED', 'DENIED', 'REVOKED'] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];

/** Records are added and never changed; the newest of a purpose and a channel holds. */
export interface Consent {
  id: string;
  purpose: string;
  /** `*` for every channel. */
  channel: string;
  status: ConsentStatus;
  source: string;
  /** Kind and id of who recorded it, as in `MEMBER:…`. */
  recordedBy: string;
  recordedAt: Instant;
  expiresAt?: Instant;
}

export interface Consents {
  current: { granted: boolean; latest: Consent }[];
  records: Consent[];
}

export interface ConsentDraft {
  purpose: string;
  channel?: string;
  status: ConsentStatus;
  source: string;
  expiresAt?: Instant;
}

/** On which channels a lead is not written to; `ALL` for every one. */
export interface DoNotContact {
  channels: { channel: string; reason: string; since: Instant }[];
}

export const ERASURE_REASONS = [
  'REQUESTED',
  'CONSENT_WITHDRAWN',
  'NO_LONGER_NEEDED',
  'UNLAWFUL',
  'LEGAL_OBLIGATION',
] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

export interface RetentionRule {
  kind: string;
  /** Absent: until a person removes it. */
  days?: number;
  defaultDays?: number;
  minimumDays: number;
  maximumDays: number;
  /** Whether there is nothing to choose. */
  fixed: boolean;
}

export interface Retention {
  items: RetentionRule[];
  version: number;
}

export type MessageDirection = 'INBOUND' | 'OUTBOUND';

export type MessageStatus =
  | 'QUEUED'
  | 'SENDING'
  | 'ACCEPTED'
  | 'SENT'
  | 'DELIVERED'
  | 'READ'
  | 'FAILED'
  | 'CANCELLED'
  | 'UNKNOWN'
  | 'RECEIVED';

export type SenderKind = 'HUMAN' | 'CAMPAIGN' | 'WORKFLOW' | 'SYSTEM' | 'PHONE' | 'LEAD';

export interface Message {
  id: string;
  leadId: string;
  direction: MessageDirection;
  text: string;
  status: MessageStatus;
  at: Instant;
  sender?: { kind: SenderKind; id?: string; name?: string };
  channelAccountId?: string;
  error?: { code: string; message: string };
}

export interface Conversation {
  id: string;
  leadId: string;
  leadName: string;
  lastText?: string;
  lastAt: Instant;
  lastDirection?: MessageDirection;
  unread: number;
  channelAccountId?: string;
  channel?: string;
  replyWindow?: ReplyWindow;
}

/** Whether a carrier takes free text; `closesAt` until when, or since when not any more. */
export interface ReplyWindow {
  open: boolean;
  closesAt?: Instant;
}

/** By which account a message to a lead would go now; none where no account reaches the lead. */
export interface ReplyWay {
  channelAccountId?: string;
  channel?: string;
  replyWindow: ReplyWindow;
  templates: boolean;
}

export type TemplateState = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED';

/** A message that the carrier has approved; `parameters` are what must be given to send it. */
export interface ChannelTemplate {
  name: string;
  language: string;
  category?: 'MARKETING' | 'UTILITY' | 'SERVICE' | 'AUTHENTICATION';
  body: string;
  parameters: string[];
  state: TemplateState;
  quality?: string;
  reason?: string;
}

export interface TemplateLibrary {
  accountId: string;
  accountName: string;
  channel: string;
  submits: boolean;
  syncedAt?: Instant;
  problem?: string;
  templates: ChannelTemplate[];
}

export interface TemplateUse {
  name: string;
  language: string;
  values: Record<string, string>;
}

export type ImportStatus =
  | 'UPLOADING'
  | 'DRAFT'
  | 'QUEUED'
  | 'CHECKING'
  | 'RUNNING'
  | 'PAUSED'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'UNDOING'
  | 'UNDONE';

export type ImportScope = 'CREATE_AND_UPDATE' | 'CREATE_ONLY' | 'UPDATE_ONLY';
export type ImportMode = 'VALID_ROWS' | 'ALL_OR_NOTHING';

export interface ImportCounts {
  processed: number;
  created: number;
  updated: number;
  duplicates: number;
  skipped: number;
  rejected: number;
}

/** Who started or undid an import; of a member the id. */
export interface ImportPerson {
  kind: string;
  id: string;
}

export interface ImportUndo {
  by: ImportPerson;
  at: Instant;
  removed: number;
  restored: number;
  kept: number;
}

export interface Import extends ImportCounts {
  id: string;
  fileName: string;
  source: string;
  status: ImportStatus;
  mode: ImportMode;
  scope: ImportScope;
  bytes: number;
  received: number;
  /** What would become of the rows, as far as they were looked at. */
  check: ImportCounts & { finished: boolean };
  rows: number;
  rowsPerSecond?: number;
  secondsLeft?: number;
  automations: 'OFF' | 'ON';
  startedBy: ImportPerson;
  createdAt: Instant;
  finishedAt?: Instant;
  failure?: string;
  undo?: ImportUndo;
}

export type PreviewVerdict = 'CREATE' | 'UPDATE' | 'REPEAT' | 'SKIP' | 'REJECT';

export interface PreviewColumn {
  header: string;
  target: string;
  samples: string[];
  /** The custom field that the column could become, by its first rows. */
  offer?: { key: string; label: string; type: FieldType; choices: string[] };
}

export interface PreviewRow {
  row: number;
  verdict: PreviewVerdict;
  cells: string[];
  leadId?: string;
  problems: RowError[];
}

export interface ImportPreview {
  stored: Import;
  encoding: string;
  delimiter: string;
  declared: boolean;
  columns: PreviewColumn[];
  remembered: boolean;
  problem?: string;
  rows: PreviewRow[];
}

/** A lead of which an undo left something as it is. */
export interface KeptLead {
  leadId: string;
  name: string;
  fields: string[];
}

export interface RowError {
  row: number;
  column?: string;
  value?: string;
  code: string;
  reason: string;
  hint?: string;
}

export type HookSignature = 'NONE' | 'HUB' | 'TYPEFORM' | 'GOOGLE_ADS';

export interface LeadSource {
  id: string;
  name: string;
  kind: string;
  key: string;
  hookUrl: string;
  signature: HookSignature;
  /** Absent: fields are guessed by their names. */
  mapping?: LeadMapping;
  createdAt: Instant;
  version: number;
}

/** One field of a lead: where its value stands in a delivery, and what it is otherwise. */
export interface MappingRule {
  field: string;
  pointer?: string;
  otherwise?: string;
}

/** Which part of a delivery becomes which field of a lead. */
export interface LeadMapping {
  leads?: string;
  rules: MappingRule[];
  keepRest: boolean;
}

export interface DeliverySample {
  contentType: string;
  body: string;
  receivedAt: Instant;
}

/** What would be understood of one lead in a delivery, and what would become of it. */
export interface UnderstoodLead {
  name: string;
  phone?: string;
  email?: string;
  company?: string;
  externalId?: string;
  tags: string[];
  metadata: Record<string, string>;
  outcome: 'CREATED' | 'MERGED' | 'SKIPPED' | 'REJECTED' | 'LEFT_OUT';
  reasons: string[];
}

/** How it goes with a source that is asked for leads. */
export interface LeadPoll {
  accountId: string;
  name: string;
  provider: string;
  providerName: string;
  enabled: boolean;
  taken: number;
  lastPoll?: Instant;
  nextPoll?: Instant;
  trouble?: { kind: string; message: string; failures: number; needsPerson: boolean };
}

/** What a source sent and was not taken. */
export interface HeldDelivery {
  id: string;
  source: string;
  reason: 'NOT_GENUINE' | 'UNREADABLE' | 'NO_CONTACT';
  contentType: string;
  /** Empty when it was too large to keep. */
  body: string;
  receivedAt: Instant;
}

export const DISPATCH_STATES = [
  'QUEUED',
  'SENDING',
  'UNKNOWN',
  'CANCELLED',
  'ACCEPTED',
  'SENT',
  'FAILED',
  'DELIVERED',
  'READ',
] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** One time that a message was handed to a carrier. */
export interface DeliveryAttempt {
  number: number;
  accountId: string;
  account?: string;
  state: 'BEGUN' | 'ACCEPTED' | 'NOT_ACCEPTED' | 'UNKNOWN';
  remoteId?: string;
  errorKind?: string;
  remedy?: 'RETRY' | 'RECONCILE' | 'FAIL_OVER' | 'GIVE_UP';
  errorCode?: string;
  cost?: { amount: string; currency: string };
  startedAt: Instant;
  finishedAt?: Instant;
}

/** A message on its way out, with every attempt. */
export interface Delivery {
  id: string;
  leadId: string;
  /** Absent when the lead is gone. */
  leadName?: string;
  channel: string;
  accountId: string;
  account?: string;
  campaignId?: string;
  purpose: 'COMPLIANCE' | 'HUMAN' | 'RESPONSE' | 'OUTREACH';
  state: DispatchState;
  reason?: string;
  detail?: string;
  /** The newest attempt; a decision names it. */
  attempt: number;
  nextAt?: Instant;
  createdAt: Instant;
  stateAt: Instant;
  attempts: DeliveryAttempt[];
}

export type DoubtDecision = 'ASK' | 'ARRIVED' | 'SEND_AGAIN' | 'GIVE_UP';

/** A message of which nobody knows whether the carrier has it. */
export interface Undecided {
  id: string;
  delivery: Delivery;
  /** Whether its carrier can be asked. */
  askable: boolean;
  /** From when on it can be sent again; absent when it cannot. */
  againFrom?: Instant;
}

export interface DecisionOutcomes {
  done: number;
  items: { id: string; result: string; detail?: string }[];
}

/** An address that must not be written to; the address itself is not kept. */
export interface Suppression {
  id: string;
  /** ALL for every one. */
  channel: string;
  key: string;
  reason: string;
  /** Only the person's consent takes it back. */
  ownWish: boolean;
  source: string;
  since: Instant;
  leadId?: string;
  leadName?: string;
}

export type LiftReason = 'CONSENT_GIVEN_ANEW' | 'MISTAKE' | 'NEW_OWNER';
export type LineVerdict = 'ADDED' | 'KNOWN' | 'REPEATED' | 'INVALID';

export interface PastedLines {
  counts: Partial<Record<LineVerdict, number>>;
  items: { line: number; verdict: LineVerdict; problem?: string }[];
}

export type CampaignStatus = 'DRAFT' | 'RUNNING' | 'PAUSED' | 'COMPLETED' | 'CANCELLED';

export interface Audience {
  statuses?: LeadStatus[];
  sources?: string[];
  tags?: string[];
  segmentId?: string;
}

/** What one condition of a segment can be about. */
export type ConditionKind =
  | 'status'
  | 'source'
  | 'owner'
  | 'project'
  | 'score'
  | 'tags'
  | 'created'
  | 'updated'
  | 'name'
  | 'company'
  | 'phone'
  | 'email'
  | 'automation'
  | 'doNotContact'
  | 'activity'
  | 'field';

/** An object with one key: all, any, not, or what the condition is about. */
export type SegmentCondition = Record<string, unknown>;

export type Definition = SegmentCondition & { version: number };

export interface Segment {
  id: string;
  name: string;
  definition: Definition;
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}

export interface SegmentPreview extends Page<Lead> {
  count: number;
  /** There are more than the count. */
  more: boolean;
}

export interface SavedViewDraft {
  name: string;
  shared?: boolean;
  pinned?: boolean;
  segmentId?: string;
  filters?: Record<string, string>;
  definition?: Definition;
  columns?: string[];
  sort?: string;
}

export interface SavedView extends SavedViewDraft {
  id: string;
  own: boolean;
  createdAt: Instant;
  version: number;
}

export interface CampaignStep {
  delay: string;
  text: string;
}

/** Leads that fit an audience but may not be written to, or cannot. */
export interface LeftOut {
  optedOut: number;
  paused: number;
  unreachable: number;
}

export interface AudienceSize {
  count: number;
  leftOut?: LeftOut;
}

export interface CampaignStats {
  audience: number;
  queued: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  unknown: number;
  replied: number;
  optedOut: number;
  skipped: number;
}

export interface Campaign {
  id: string;
  name: string;
  status: CampaignStatus;
  audience?: Audience;
  channelAccountId?: string;
  steps: CampaignStep[];
  stats: CampaignStats;
  leftOut?: LeftOut;
  createdAt: Instant;
  startedAt?: Instant;
  finishedAt?: Instant;
  version: number;
}

export interface CampaignDraft {
  name: string;
  audience?: Audience;
  channelAccountId?: string;
  steps: CampaignStep[];
}

export interface Recipient {
  leadId: string;
  leadName: string;
  step: number;
  state: string;
  reason?: string;
  at: Instant;
}

export const TRIGGER_TYPES = ['LEAD_CREATED', 'LEAD_STATUS_CHANGED', 'MESSAGE_RECEIVED'] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

export interface Trigger {
  type: TriggerType;
  status?: LeadStatus;
}

export const CONDITION_FIELDS = ['SOURCE', 'STATUS', 'SCORE', 'TAG', 'SEGMENT'] as const;
export type ConditionField = (typeof CONDITION_FIELDS)[number];
export type ConditionOperator = 'EQUALS' | 'NOT_EQUALS' | 'AT_LEAST' | 'CONTAINS';

export interface Condition {
  field: ConditionField;
  op: ConditionOperator;
  value: string;
}

export type Action =
  | { type: 'SEND_MESSAGE'; text: string }
  | { type: 'UPDATE_SCORE'; points: number; reason: string }
  | { type: 'NOTIFY'; text: string }
  | { type: 'CHANGE_STATUS'; status: LeadStatus };
export const ACTION_TYPES = ['SEND_MESSAGE', 'UPDATE_SCORE', 'NOTIFY', 'CHANGE_STATUS'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface WorkflowDraft {
  name: string;
  active: boolean;
  trigger: Trigger;
  conditions: Condition[];
  actions: Action[];
}

export interface Workflow extends WorkflowDraft {
  id: string;
  version: number;
  runs: { total: number; failed: number };
  createdAt: Instant;
}

export type RunState = 'COMPLETED' | 'FAILED' | 'SKIPPED';

export interface WorkflowRun {
  id: string;
  leadId: string;
  leadName?: string;
  state: RunState;
  reason?: string;
  at: Instant;
}

export interface Notice {
  id: string;
  text: string;
  leadId?: string;
  at: Instant;
  readAt?: Instant;
}

export interface Notices {
  items: Notice[];
  nextCursor?: string;
  unread: number;
}

export interface DashboardDay {
  day: string;
  leads: number;
  converted: number;
  sent: number;
  replies: number;
}

export interface Dashboard {
  totalLeads: number;
  activeLeads: number;
  newToday: number;
  conversionRate?: number;
  responseRate?: number;
  messagesSent: number;
  automationStopped: { replied: number; optedOut: number; other: number };
  series: DashboardDay[];
  bySource: { source: string; leads: number }[];
}

export interface FeedItem {
  cursor: number;
  name: string;
  at: Instant;
  subject?: { type: string; id: string };
  actor?: { kind: string; id?: string };
  cause?: string;
  lead?: { id: string; name?: string };
  data: Record<string, unknown>;
}

export interface Feed {
  items: FeedItem[];
  cursor: number;
}

export type ActorKind = 'MEMBER' | 'KEY' | 'SYSTEM' | 'ENGINE' | 'LEAD' | 'SOURCE';

export interface FieldChange {
  field: string;
  before?: string;
  after?: string;
}

/** A line of the audit trail. */
export interface AuditEntry {
  /** Its place in the trail of the organization, from 1, without gaps. */
  number: number;
  at: Instant;
  /** The stable name of the event. */
  name: string;
  subject: { type: string; id: string; name?: string };
  actor: { kind: ActorKind; id: string; name?: string };
  cause?: string;
  /** The address it came from. */
  origin?: string;
  details: Record<string, unknown>;
  changes: FieldChange[];
  /** The changes can no longer be read, since the person was erased. */
  erased: boolean;
  /** Its link of the chain. */
  hash: string;
}

export interface AuditVerification {
  intact: boolean;
  entries: number;
  /** The last link. */
  head: string;
  problems: string[];
}

export type ChannelState = 'UP' | 'DEGRADED' | 'DOWN' | 'STARTING';

export interface ChannelAccount {
  id: string;
  name: string;
  provider: string;
  providerName: string;
  channel?: string;
  state: ChannelState;
  detail?: string;
  enabled?: boolean;
  settings: Record<string, string>;
  webhookUrl?: string;
  version: number;
}

/** By which media and accounts people are reached first, and whether one may stand in for another. */
export interface RoutingPolicy {
  channels: string[];
  accountIds: string[];
  acrossChannels: boolean;
  version: number;
}

export type SettingType =
  'STRING' | 'SECRET' | 'INTEGER' | 'DECIMAL' | 'BOOLEAN' | 'DURATION' | 'URI' | 'ENUM' | 'LIST';

export interface SettingDescriptor {
  name: string;
  label: string;
  type: SettingType;
  required: boolean;
  defaultValue?: string;
  help?: string;
  options?: string[];
}

export interface CatalogEntry {
  provider: string;
  displayName: string;
  kind: string;
  settings: SettingDescriptor[];
}

export interface SandboxPhone {
  phone: string;
  lastText?: string;
  lastAt?: Instant;
}

export interface SandboxMessage {
  id: string;
  phone: string;
  direction: 'TO_PHONE' | 'FROM_PHONE';
  text: string;
  status: string;
  at: Instant;
}

export type BulkActionName =
  'STATUS' | 'OWNER' | 'DEAL_OUT' | 'TAGS' | 'COMPANY' | 'METADATA' | 'PROJECT' | 'DELETE' | 'UNDO';
export type BulkStatus = 'COLLECTING' | 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
export type BulkProblem = 'GONE' | 'CHANGED' | 'NOT_ALLOWED' | 'REFUSED' | 'KEPT';

/** What a change of many leads does, as far as its action needs it. */
export interface BulkWhat {
  status?: LeadStatus;
  ownerId?: string;
  ownerName?: string;
  addTags?: string[];
  removeTags?: string[];
  company?: string;
  key?: string;
  value?: string;
  projectId?: string;
}

/** A change of many leads and how far it is. */
export interface BulkChange {
  id: string;
  action: BulkActionName;
  what: BulkWhat;
  status: BulkStatus;
  total: number;
  processed: number;
  done: number;
  unchanged: number;
  failed: number;
  leadsPerSecond?: number;
  secondsLeft?: number;
  failure?: string;
  undoOf?: string;
  undoneBy?: string;
  undoableUntil?: Instant;
  startedBy: { kind: string; id: string; name?: string };
  createdAt: Instant;
  finishedAt?: Instant;
}

export interface BulkFailure {
  leadId: string;
  name: string;
  problem: BulkProblem;
  /** A sentence, or the fields that an undo left, with commas between. */
  detail: string;
}

export interface BulkFilter {
  segmentId?: string;
  /** Conditions that are not saved. */
  definition?: Definition;
  status?: LeadStatus;
  source?: string;
  q?: string;
  minScore?: number;
  tag?: string;
  project?: string;
}

export interface BulkOrder extends Omit<BulkWhat, 'ownerName'> {
  ids?: string[];
  filter?: BulkFilter;
  action: BulkActionName;
}

export interface ProjectFact {
  question: string;
  answer: string;
}

/** Something the organization sells. */
export interface Project {
  id: string;
  code: string;
  name: string;
  location?: string;
  currency?: string;
  /** A decimal number as text. */
  priceFrom?: string;
  priceTo?: string;
  configurations: string[];
  facts: ProjectFact[];
  active: boolean;
  version: number;
}

export interface ProjectDraft {
  code: string;
  name: string;
  location: string;
  currency: string;
  priceFrom: string;
  priceTo: string;
  configurations: string[];
  facts: ProjectFact[];
}

export type MergeStrategy = 'OLDEST' | 'NEWEST' | 'LONGEST' | 'SUM' | 'UNION';

export interface StatusMove {
  from: LeadStatus;
  to: LeadStatus;
}

/** Who may make a change of status without asking; without `from` from any status. */
export interface StatusRule {
  from?: LeadStatus;
  to: LeadStatus;
  roles: Role[];
}

export interface StatusRules {
  rules: StatusRule[];
  /** What the person must ask for. */
  restricted: StatusMove[];
  version: number;
}

/** How much goes out on a day, and on the first days of a new number; not limited where empty. */
export interface SendingCap {
  messages?: number;
  warmUp: number[];
}

/** How much the organization lets its channels send. */
export interface SendingLimits {
  daily: SendingCap;
  /** Of channels that have a cap of their own. */
  accounts: ({ channelAccountId: string } & SendingCap)[];
  frequency?: { messages: number; days: number };
  secondsBetween?: number;
  answersWait: boolean;
  version: number;
}

/** Somebody asks for a change of status that their role may not make. */
export interface StatusRequest extends StatusMove {
  id: string;
  leadId: string;
  /** What the lead is called; empty when it is gone. */
  leadName: string;
  reason: string;
  state: 'OPEN' | 'APPROVED' | 'REFUSED' | 'WITHDRAWN' | 'OVERTAKEN';
  requestedBy: NoteActor;
  requestedAt: Instant;
  decidedBy?: NoteActor;
  decidedAt?: Instant;
  answer?: string;
  /** Whether who asks may decide about it, and take it back. */
  decidable: boolean;
  withdrawable: boolean;
}

/** How values of one person are joined; fields that are left out are kept as known longest. */
export interface MergePolicy {
  fields: Record<string, MergeStrategy>;
  sameEmail: 'SUGGEST' | 'JOIN';
  version: number;
}
