package io.mce.lead;

import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An edit of a lead: what is absent stays as it is, an empty text clears the field.
 *
 * @param phone as typed; replaces the lead's phone number
 * @param email as typed; replaces the lead's e-mail address
 * @param owner a member, or an empty optional inside for nobody
 * @param tags all tags from now on
 * @param metadata all metadata from now on
 * @param project a project, or an empty optional inside for none
 */
public record LeadChange(
    Optional<String> name,
    Optional<String> company,
    Optional<String> phone,
    Optional<String> email,
    Optional<LeadStatus> status,
    Optional<Optional<MemberId>> owner,
    Optional<Set<String>> tags,
    Optional<Map<String, String>> metadata,
    Optional<Optional<ProjectId>> project) {

  /** An edit that changes nothing yet. */
  public static LeadChange none() {
    return new LeadChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another name. */
  public LeadChange name(String value) {
    return new LeadChange(
        Optional.of(value), company, phone, email, status, owner, tags, metadata, project);
  }

  /** The same with another company. */
  public LeadChange company(String value) {
    return new LeadChange(
        name, Optional.of(value), phone, email, status, owner, tags, metadata, project);
  }

  /** The same with another phone number, as typed. */
  public LeadChange phone(String value) {
    return new LeadChange(
        name, company, Optional.of(value), email, status, owner, tags, metadata, project);
  }

  /** The same with another e-mail address, as typed. */
  public LeadChange email(String value) {
    return new LeadChange(
        name, company, phone, Optional.of(value), status, owner, tags, metadata, project);
  }

  /** The same with another status. */
  public LeadChange status(LeadStatus value) {
    return new LeadChange(
        name, company, phone, email, Optional.of(value), owner, tags, metadata, project);
  }

  /** The same with another owner; empty for nobody. */
  public LeadChange owner(Optional<MemberId> value) {
    return new LeadChange(
        name, company, phone, email, status, Optional.of(value), tags, metadata, project);
  }

  /** The same with these tags instead of the present ones. */
  public LeadChange tags(Set<String> value) {
    return new LeadChange(
        name,
        company,
        phone,
        email,
        status,
        owner,
        Optional.of(Set.copyOf(value)),
        metadata,
        project);
  }

  /** The same with this metadata instead of the present one. */
  public LeadChange metadata(Map<String, String> value) {
    return new LeadChange(
        name, company, phone, email, status, owner, tags, Optional.of(Map.copyOf(value)), project);
  }

  /** The same with another project; empty for none. */
  public LeadChange project(Optional<ProjectId> value) {
    return new LeadChange(
        name, company, phone, email, status, owner, tags, metadata, Optional.of(value));
  }
}
