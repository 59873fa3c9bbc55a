package io.mce.privacy;

/** Why a person is erased: the cases of Article 17(1) GDPR and Article 18 LGPD, as words. */
public enum ErasureReason {
  /** The person asked for it. */
  REQUESTED,
  /** The person took back the consent that the data was kept by. */
  CONSENT_WITHDRAWN,
  /** The data is no longer needed for what it was collected for. */
  NO_LONGER_NEEDED,
  /** It should not have been collected. */
  UNLAWFUL,
  /** A law or an authority demands it. */
  LEGAL_OBLIGATION
}
