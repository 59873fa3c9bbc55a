package io.mce.lead;

import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.util.Optional;

/**
 * Which leads of a list are wanted; every condition given must hold.
 *
 * @param text beginnings of words of a name or company ("sou" finds Ana Souza), all of which must
 *     be there, a whole phone number or e-mail address, or the last digits of a phone number: 4 to
 *     11 and nothing else, as in "4567" or "…4567"
 * @param minScore lowest score
 */
public record LeadQuery(
    Optional<LeadStatus> status,
    Optional<String> source,
    Optional<String> text,
    Optional<Integer> minScore,
    Optional<String> tag,
    Optional<MemberId> owner,
    Optional<ProjectId> project,
    LeadSort sort) {

  /** All leads, newest first. */
  public static LeadQuery all() {
    return new LeadQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LeadSort.NEWEST);
  }

  /** The same with a status. */
  public LeadQuery status(LeadStatus wanted) {
    return new LeadQuery(Optional.of(wanted), source, text, minScore, tag, owner, project, sort);
  }

  /** The same with a source, by its name. */
  public LeadQuery source(String wanted) {
    return new LeadQuery(status, Optional.of(wanted), text, minScore, tag, owner, project, sort);
  }

  /** The same with a text; blank text is no condition. */
  public LeadQuery text(String wanted) {
    return new LeadQuery(
        status,
        source,
        Optional.of(wanted).filter(t -> !t.isBlank()),
        minScore,
        tag,
        owner,
        project,
        sort);
  }

  /** The same with a lowest score. */
  public LeadQuery minScore(int wanted) {
    return new LeadQuery(status, source, text, Optional.of(wanted), tag, owner, project, sort);
  }

  /** The same with a tag. */
  public LeadQuery tag(String wanted) {
    return new LeadQuery(status, source, text, minScore, Optional.of(wanted), owner, project, sort);
  }

  /** The same with an owner. */
  public LeadQuery owner(MemberId wanted) {
    return new LeadQuery(status, source, text, minScore, tag, Optional.of(wanted), project, sort);
  }

  /** The same with a project. */
  public LeadQuery project(ProjectId wanted) {
    return new LeadQuery(status, source, text, minScore, tag, owner, Optional.of(wanted), sort);
  }

  /** The same in another order. */
  public LeadQuery sort(LeadSort wanted) {
    return new LeadQuery(status, source, text, minScore, tag, owner, project, wanted);
  }
}
