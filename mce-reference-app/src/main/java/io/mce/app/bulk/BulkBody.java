package io.mce.app.bulk;

import io.mce.app.http.Words;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkKind;
import io.mce.bulk.BulkTarget;
import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import io.mce.segment.LeadCondition;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.SegmentId;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which leads, and what to do with each.
 *
 * @param ids up to 100,000 leads; with a filter, up to 10,000 that are left out
 * @param filter all leads that a list with this filter shows; {} is all there are
 * @param action STATUS, OWNER, DEAL_OUT, TAGS, COMPANY, METADATA, PROJECT or DELETE
 * @param status with STATUS
 * @param ownerId with OWNER; blank for nobody
 * @param addTags with TAGS
 * @param removeTags with TAGS
 * @param company with COMPANY; blank to clear it
 * @param key with METADATA
 * @param value with METADATA; blank to remove the key
 * @param projectId with PROJECT; blank for none
 */
@Introspected
record BulkBody(
    @Nullable @Size(max = BulkTarget.MOST) List<@Nullable String> ids,
    @Nullable @Valid Filter filter,
    @Nullable String action,
    @Nullable String status,
    @Nullable String ownerId,
    @Nullable @Size(max = 50) List<@Nullable String> addTags,
    @Nullable @Size(max = 50) List<@Nullable String> removeTags,
    @Nullable @Size(max = 200) String company,
    @Nullable @Size(max = 100) String key,
    @Nullable @Size(max = 2000) String value,
    @Nullable String projectId) {

  /**
   * What a list of leads can be filtered by.
   *
   * @param segmentId those of this segment, as it is now
   * @param definition conditions as a segment has them; with a segmentId both must hold
   */
  @Introspected
  record Filter(
      @Nullable String status,
      @Nullable @Size(max = 200) String source,
      @Nullable @Size(max = 500) String q,
      @Nullable Integer minScore,
      @Nullable @Size(max = 100) String tag,
      @Nullable String ownerId,
      @Nullable String project,
      @Nullable String segmentId,
      @Nullable Map<String, @Nullable Object> definition) {

    Optional<SegmentId> segment() {
      return Optional.ofNullable(segmentId).filter(id -> !id.isBlank()).map(BulkBody::segment);
    }

    Optional<SegmentDefinition> conditions() {
      return Optional.ofNullable(definition)
          .filter(json -> !json.isEmpty())
          .map(SegmentDefinition::of);
    }

    LeadQuery query() {
      LeadQuery query = LeadQuery.all();
      if (status != null && !status.isBlank()) {
        query = query.status(Words.constant(LeadStatus.class, "status", status));
      }
      if (source != null && !source.isBlank()) {
        query = query.source(source);
      }
      if (q != null && !q.isBlank()) {
        query = query.text(q);
      }
      if (minScore != null) {
        query = query.minScore(minScore);
      }
      if (tag != null && !tag.isBlank()) {
        query = query.tag(tag);
      }
      if (project != null && !project.isBlank()) {
        query = query.project(projectId("project", project));
      }
      return ownerId == null || ownerId.isBlank() ? query : query.owner(member(ownerId));
    }
  }

  /** Returns which leads are meant; a segment is looked up. */
  BulkTarget target(Function<SegmentId, SegmentDefinition> segments) {
    List<LeadId> named = new ArrayList<>();
    for (String id : ids == null ? List.<@Nullable String>of() : ids) {
      named.add(leadId(id));
    }
    if (filter == null) {
      return new BulkTarget.Chosen(named);
    }
    BulkTarget.Matching matching =
        new BulkTarget.Matching(filter.query()).except(new LinkedHashSet<>(named));
    Optional<SegmentDefinition> own = filter.conditions();
    Optional<SegmentDefinition> saved = filter.segment().map(segments);
    if (own.isPresent() && saved.isPresent()) {
      return matching.where(
          new SegmentDefinition(
              new LeadCondition.All(List.of(own.get().where(), saved.get().where()))));
    }
    return own.or(() -> saved).map(matching::where).orElse(matching);
  }

  /** Reads everything that was sent, also what the action does not need: nothing is half right. */
  BulkAction wanted() {
    BulkKind kind = Words.constant(BulkKind.class, "action", action);
    Optional<LeadStatus> wantedStatus =
        Optional.ofNullable(status).map(word -> Words.constant(LeadStatus.class, "status", word));
    Optional<MemberId> owner =
        Optional.ofNullable(ownerId).filter(id -> !id.isBlank()).map(BulkBody::member);
    Optional<ProjectId> project =
        Optional.ofNullable(projectId)
            .filter(id -> !id.isBlank())
            .map(id -> projectId("projectId", id));
    return switch (kind) {
      case STATUS ->
          new BulkAction.SetStatus(
              wantedStatus.orElseGet(() -> Words.constant(LeadStatus.class, "status", null)));
      case OWNER -> {
        requireSent("ownerId", ownerId);
        yield new BulkAction.SetOwner(owner);
      }
      case DEAL_OUT -> new BulkAction.DealOut();
      case TAGS -> new BulkAction.ChangeTags(words(addTags), words(removeTags));
      case COMPANY -> new BulkAction.SetCompany(text("company", company));
      case METADATA -> new BulkAction.SetMetadata(key == null ? "" : key, text("value", value));
      case PROJECT -> {
        requireSent("projectId", projectId);
        yield new BulkAction.SetProject(project);
      }
      case DELETE -> new BulkAction.Delete();
      case UNDO ->
          throw MceException.invalid("action", "Post to /api/leads/bulk/{id}/undo instead.");
    };
  }

  /** A text may be blank but not missing: nothing is cleared by mistake. */
  private static void requireSent(String field, @Nullable String text) {
    if (text == null) {
      throw MceException.invalid(field, "Send " + field + "; blank clears it.");
    }
  }

  private static Optional<String> text(String field, @Nullable String text) {
    requireSent(field, text);
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }

  private static Set<String> words(@Nullable List<@Nullable String> words) {
    Set<String> found = new LinkedHashSet<>();
    for (String word : words == null ? List.<@Nullable String>of() : words) {
      found.add(word == null ? "" : word.strip());
    }
    return found;
  }

  private static MemberId member(String id) {
    try {
      return MemberId.of(id.strip());
    } catch (MceException e) {
      throw MceException.invalid("ownerId", "The field ownerId is no id of a member.");
    }
  }

  private static ProjectId projectId(String field, String id) {
    try {
      return ProjectId.of(id.strip());
    } catch (MceException e) {
      throw MceException.invalid(field, "The field " + field + " is no id of a project.");
    }
  }

  private static SegmentId segment(String id) {
    try {
      return SegmentId.of(id.strip());
    } catch (MceException e) {
      throw MceException.invalid("segmentId", "The field segmentId is no id of a segment.");
    }
  }

  private static LeadId leadId(@Nullable String id) {
    try {
      return LeadId.of(id == null ? "" : id);
    } catch (MceException e) {
      throw MceException.invalid("ids", "The field ids holds something that is no id.");
    }
  }
}
