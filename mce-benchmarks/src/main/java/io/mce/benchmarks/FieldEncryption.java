package io.mce.benchmarks;

import io.mce.engine.MceEngine;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadQuery;
import io.mce.organization.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sealing personal values costs: the same work with field encryption and without, on databases
 * of their own, in turns. The quickest turn of each counts: what else the machine does only adds.
 */
final class FieldEncryption {

  /** Seconds for the import, for all pages of the list, and for one first page. */
  record Times(double importing, double listing, double page) {}

  private static final int TURNS = 5;
  private static final int BATCH = 500;
  private static final int PAGES = 300;

  private final BenchDatabase.Kind kind;
  private final int count;

  FieldEncryption(BenchDatabase.Kind kind, int count) {
    this.kind = kind;
    this.count = count;
  }

  /** Returns what it takes with encryption, then without. */
  List<Times> measure(int turns) {
    List<Times> with = new ArrayList<>();
    List<Times> without = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      // Who goes first changes, in case it matters.
      boolean first = turn % 2 == 0;
      (first ? with : without).add(turn(first));
      (first ? without : with).add(turn(!first));
    }
    return List.of(quickest(with), quickest(without));
  }

  /** Returns what it takes with encryption, then without, the quickest of five turns each. */
  List<Times> measure() {
    return measure(TURNS);
  }

  private static Times quickest(List<Times> turns) {
    return new Times(
        turns.stream().mapToDouble(Times::importing).min().orElseThrow(),
        turns.stream().mapToDouble(Times::listing).min().orElseThrow(),
        turns.stream().mapToDouble(Times::page).min().orElseThrow());
  }

  private Times turn(boolean encryption) {
    try (BenchDatabase database = BenchDatabase.create(kind);
        MceEngine engine =
            database
                .engine()
                .fieldEncryption(encryption)
                .workers(w -> w.onCallingThread())
                .build()) {
      engine.start();
      Actor actor = Actor.system(engine.organizations().ensure("bench", "Bench").id(), "benchmark");
      engine.members().add(actor, "u1", "One", Role.REP);
      return new Times(importAll(engine, actor), listAll(engine, actor), firstPage(engine, actor));
    }
  }

  private double importAll(MceEngine engine, Actor actor) {
    long start = System.nanoTime();
    for (int from = 0; from < count; from += BATCH) {
      List<LeadDraft> drafts = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        drafts.add(
            LeadDraft.of("Lead Number " + i, "+91 9%09d".formatted(800_000_000 + i))
                .email("lead" + i + "@example.com")
                .company("Company " + i % 1000)
                .metadata(Map.of("city", "Town " + i % 100, "note", "Asked for number " + i)));
      }
      engine.intake().takeAll(actor, drafts, SourceId.of("import"), false);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double listAll(MceEngine engine, Actor actor) {
    long start = System.nanoTime();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Lead> page =
          engine
              .leads()
              .list(actor, LeadQuery.all(), new PageRequest(PageRequest.MAX_LIMIT, cursor));
      cursor = page.nextCursor().map(Cursor::text);
    } while (cursor.isPresent());
    return (System.nanoTime() - start) / 1e9;
  }

  private static double firstPage(MceEngine engine, Actor actor) {
    long start = System.nanoTime();
    for (int i = 0; i < PAGES; i++) {
      engine.leads().list(actor, LeadQuery.all(), PageRequest.first(50));
    }
    return (System.nanoTime() - start) / 1e9 / PAGES;
  }
}
