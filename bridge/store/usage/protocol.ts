import type { ErrorCode } from '../../kernel/errors.js';
import type {
  CallOfConference,
  ConferenceUsage,
  ConferenceUsageDetail,
  ConferenceUsagePage,
  UsageListQuery,
  UsageQuery,
  UsageReport,
  UsageReportQuery,
  UsageScope,
} from '../../ports/usage.js';

/** What the reports' thread is asked. Exports are fetched piece by piece, by the id of the first. */
export type UsageQuestion =
  | { readonly kind: 'report'; readonly query: UsageReportQuery }
  | { readonly kind: 'conferences'; readonly query: UsageListQuery }
  | { readonly kind: 'conference'; readonly scope: UsageScope; readonly id: string }
  | { readonly kind: 'export'; readonly of: 'conferences' | 'calls'; readonly query: UsageQuery }
  | { readonly kind: 'next-piece'; readonly exportId: number }
  | { readonly kind: 'end-export'; readonly exportId: number };

export interface UsageRequest {
  readonly requestId: number;
  readonly question: UsageQuestion;
}

export type Piece = readonly ConferenceUsage[] | readonly CallOfConference[];

export type UsageResult =
  | { readonly kind: 'report'; readonly report: UsageReport }
  | { readonly kind: 'conferences'; readonly page: ConferenceUsagePage }
  | { readonly kind: 'conference'; readonly conference: ConferenceUsageDetail | null }
  | { readonly kind: 'export'; readonly exportId: number }
  | { readonly kind: 'piece'; readonly piece: Piece | null }
  | { readonly kind: 'ended' };

export type UsageAnswer =
  | { readonly requestId: number; readonly result: UsageResult }
  | {
      readonly requestId: number;
      readonly failed: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly mend: string;
      };
    };
