package io.mce.app.bulk;

import io.mce.app.organization.MemberNames;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkChange;
import io.mce.bulk.BulkKind;
import io.mce.bulk.BulkStatus;
import io.mce.lead.LeadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of many leads and how far it is.
 *
 * @param undoOf the change that this one takes back
 * @param undoneBy the change that takes this one back
 * @param leadsPerSecond null while there is nothing to tell it by
 * @param secondsLeft null unless leads are being changed
 * @param undoableUntil null when there is nothing to undo
 */
record BulkView(
    String id,
    BulkKind action,
    WhatView what,
    BulkStatus status,
    long total,
    long processed,
    long done,
    long unchanged,
    long failed,
    @Nullable Long leadsPerSecond,
    @Nullable Long secondsLeft,
    Optional<String> failure,
    Optional<String> undoOf,
    Optional<String> undoneBy,
    Optional<Instant> undoableUntil,
    PersonView startedBy,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** Who started it: a member by id, or a program. */
  record PersonView(String kind, String id, Optional<String> name) {}

  /** What it does, as far as its action needs it. */
  record WhatView(
      Optional<LeadStatus> status,
      Optional<String> ownerId,
      Optional<String> ownerName,
      List<String> addTags,
      List<String> removeTags,
      Optional<String> company,
      Optional<String> key,
      Optional<String> value,
      Optional<String> projectId) {

    private static final WhatView NOTHING =
        new WhatView(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static WhatView of(BulkAction action, MemberNames names) {
      return switch (action) {
        case BulkAction.SetStatus set -> NOTHING.status(set.status());
        case BulkAction.SetOwner set ->
            NOTHING.owner(set.owner().map(Object::toString), set.owner().flatMap(names::name));
        case BulkAction.ChangeTags tags ->
            NOTHING.tags(
                tags.added().stream().sorted().toList(), tags.removed().stream().sorted().toList());
        case BulkAction.SetCompany set ->
            NOTHING.text(set.company(), Optional.empty(), Optional.empty());
        case BulkAction.SetMetadata set ->
            NOTHING.text(Optional.empty(), Optional.of(set.key()), set.value());
        case BulkAction.SetProject set -> NOTHING.project(set.project().map(Object::toString));
        case BulkAction.DealOut deal -> NOTHING;
        case BulkAction.Delete delete -> NOTHING;
        case BulkAction.TakeBack undo -> NOTHING;
      };
    }

    private WhatView status(LeadStatus to) {
      return new WhatView(
          Optional.of(to), ownerId, ownerName, addTags, removeTags, company, key, value, projectId);
    }

    private WhatView owner(Optional<String> id, Optional<String> name) {
      return new WhatView(status, id, name, addTags, removeTags, company, key, value, projectId);
    }

    private WhatView tags(List<String> added, List<String> removed) {
      return new WhatView(
          status, ownerId, ownerName, added, removed, company, key, value, projectId);
    }

    private WhatView project(Optional<String> to) {
      return new WhatView(status, ownerId, ownerName, addTags, removeTags, company, key, value, to);
    }

    private WhatView text(
        Optional<String> toCompany, Optional<String> toKey, Optional<String> toValue) {
      return new WhatView(
          status, ownerId, ownerName, addTags, removeTags, toCompany, toKey, toValue, projectId);
    }
  }

  static BulkView of(BulkChange each, MemberNames names) {
    return new BulkView(
        each.id().toString(),
        each.action().kind(),
        WhatView.of(each.action(), names),
        each.status(),
        each.counts().total(),
        each.counts().processed(),
        each.counts().done(),
        each.counts().unchanged(),
        each.counts().failed(),
        each.leadsPerSecond().isPresent() ? each.leadsPerSecond().getAsLong() : null,
        each.remaining().map(Duration::toSeconds).orElse(null),
        each.failure(),
        each.action() instanceof BulkAction.TakeBack undo
            ? Optional.of(undo.of().toString())
            : Optional.empty(),
        each.undoneBy().map(Object::toString),
        each.undoableUntil(),
        new PersonView(
            each.startedBy().kind().name(),
            each.startedBy().id(),
            names.name(each.startedBy().id())),
        each.createdAt(),
        each.finishedAt());
  }
}
