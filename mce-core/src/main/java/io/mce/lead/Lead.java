package io.mce.lead;

import io.mce.field.CustomField;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.PhoneNumber;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import io.mce.spi.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One person an organization talks to, or would like to.
 *
 * @param name may be blank
 * @param phone the one known longest, when there are several
 * @param email the one known longest, when there are several
 * @param channelIds names on channels that are neither a phone number nor an e-mail address
 * @param source where the lead came from first, by name
 * @param score 0 to 100
 * @param scoreReasons the lines that add up to the score
 * @param owner the member who takes care of the lead
 * @param project what of all that is sold the lead is interested in
 * @param importId the import that created the lead, if one did
 * @param version grows with every change of what a person edits
 */
public record Lead(
    LeadId id,
    String name,
    Optional<PhoneNumber> phone,
    Optional<EmailAddress> email,
    List<Address> channelIds,
    Optional<String> company,
    String source,
    LeadStatus status,
    int score,
    List<ScoreReason> scoreReasons,
    Optional<MemberId> owner,
    Automation automation,
    Set<String> tags,
    Map<String, String> metadata,
    Optional<ProjectId> project,
    Optional<UUID> importId,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** Copies the collections. */
  public Lead {
    channelIds = List.copyOf(channelIds);
    scoreReasons = List.copyOf(scoreReasons);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Returns what is missing that the organization wants to know of every lead: "name", "contact"
   * where there is no way to reach it, and "metadata.key" for each required field without a value.
   *
   * @param fields the custom fields of the organization
   */
  public List<String> missing(Collection<CustomField> fields) {
    List<String> missing = new ArrayList<>();
    if (name.isBlank()) {
      missing.add("name");
    }
    if (phone.isEmpty() && email.isEmpty() && channelIds.isEmpty()) {
      missing.add("contact");
    }
    fields.stream()
        .filter(field -> field.required() && !field.isArchived())
        .map(CustomField::key)
        .filter(key -> metadata.getOrDefault(key, "").isBlank())
        .forEach(key -> missing.add(MergePolicy.METADATA_PREFIX + key));
    return missing;
  }

  /** The same with a score. */
  public Lead withScore(int newScore, List<ScoreReason> reasons) {
    return new Lead(
        id,
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        status,
        newScore,
        reasons,
        owner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with an owner. */
  public Lead withOwner(MemberId member) {
    return withOwner(Optional.of(member));
  }

  Lead withOwner(Optional<MemberId> newOwner) {
    return new Lead(
        id,
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        status,
        score,
        scoreReasons,
        newOwner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withStatus(LeadStatus newStatus) {
    return new Lead(
        id,
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        newStatus,
        score,
        scoreReasons,
        owner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withPhone(PhoneNumber newPhone) {
    return new Lead(
        id,
        name,
        Optional.of(newPhone),
        email,
        channelIds,
        company,
        source,
        status,
        score,
        scoreReasons,
        owner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withEmail(EmailAddress newEmail) {
    return new Lead(
        id,
        name,
        phone,
        Optional.of(newEmail),
        channelIds,
        company,
        source,
        status,
        score,
        scoreReasons,
        owner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withChannelId(Address channelId) {
    List<Address> newChannelIds = new ArrayList<>(channelIds);
    newChannelIds.add(channelId);
    return new Lead(
        id,
        name,
        phone,
        email,
        newChannelIds,
        company,
        source,
        status,
        score,
        scoreReasons,
        owner,
        automation,
        tags,
        metadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withProject(Optional<ProjectId> newProject) {
    return new Lead(
        id,
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        status,
        score,
        scoreReasons,
        owner,
        automation,
        tags,
        metadata,
        newProject,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  Lead withProfile(
      String newName,
      Optional<String> newCompany,
      Set<String> newTags,
      Map<String, String> newMetadata) {
    return new Lead(
        id,
        newName,
        phone,
        email,
        channelIds,
        newCompany,
        source,
        status,
        score,
        scoreReasons,
        owner,
        automation,
        newTags,
        newMetadata,
        project,
        importId,
        createdAt,
        updatedAt,
        version);
  }

  /** The id only: the rest is personal. */
  @Override
  public String toString() {
    return "Lead[" + id + "]";
  }
}
