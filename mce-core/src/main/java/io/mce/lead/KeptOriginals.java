package io.mce.lead;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a merge keeps of the two leads, sealed.
 *
 * @param before the survivor as it was
 * @param merged the other lead as it was
 * @param after what the merge made of the survivor
 * @param names the names of both as they were
 * @param deletedAt since when the other was set aside, if it was
 * @param wishes the channels on which the survivor got a wish of the other
 * @param barriers what must not be written to since, and was allowed before
 */
record KeptOriginals(
    LeadSnapshot before,
    LeadSnapshot merged,
    LeadSnapshot after,
    Map<String, MergeSide> provenance,
    List<KeptName> names,
    Optional<Instant> deletedAt,
    Optional<String> deletedBy,
    List<String> wishes,
    List<Barrier> barriers) {

  /** A name and whose it was. */
  record KeptName(
      LeadId leadId,
      IdentifierKind kind,
      String matchKey,
      String value,
      Instant createdAt,
      boolean decides) {}

  /** An address that got the suppression of another one. */
  record Barrier(String channel, String matchKey) {}

  List<KeptName> namesOf(LeadId leadId) {
    return names.stream().filter(name -> name.leadId().equals(leadId)).toList();
  }

  /** The number of names only: the rest is personal. */
  @Override
  public String toString() {
    return "KeptOriginals[" + names.size() + " names]";
  }
}
