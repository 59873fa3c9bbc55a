package io.mce.ingestion;

import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadQuery;
import io.mce.testing.MceExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person who imports files does, for tests. */
final class ImportDesk {

  private final MceExtension mce;
  private final Actor actor;

  ImportDesk(MceExtension mce) {
    this(mce, "acme");
  }

  /** The desk of an organization of its own. */
  ImportDesk(MceExtension mce, String organization) {
    this.mce = mce;
    this.actor =
        Actor.system(
            mce.engine().organizations().ensure(organization, organization).id(), "imports-test");
  }

  Actor actor() {
    return actor;
  }

  Imports imports() {
    return mce.engine().imports();
  }

  /** Sends a file and leaves it as a draft. */
  ImportId drafted(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ImportId id = imports().open(actor, "leads.csv", bytes.length).id();
    imports().append(actor, id, 0, bytes);
    return id;
  }

  ImportPreview preview(ImportId id) {
    return imports().preview(actor, id, Optional.empty(), CaptureScope.CREATE_AND_UPDATE);
  }

  /** What would become of all rows. */
  ImportCounts foreseen(ImportId id, CaptureScope scope) {
    imports().preview(actor, id, Optional.empty(), scope);
    mce.runDue();
    ImportCheck check = imports().get(actor, id).check();
    if (!check.finished()) {
      throw new AssertionError("not all rows were looked at");
    }
    return check.counts();
  }

  Import imported(ImportTerms terms, String text) {
    Import started =
        imports()
            .start(
                actor,
                new ImportRequest("leads.csv", terms),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    mce.runDue();
    return get(started.id());
  }

  Import imported(String text) {
    return imported(ImportTerms.USUAL, text);
  }

  Import undone(ImportId id) {
    imports().undo(actor, id);
    mce.runDue();
    return get(id);
  }

  Import get(ImportId id) {
    return imports().get(actor, id);
  }

  String errorFile(ImportId id) {
    StringBuilder out = new StringBuilder();
    try {
      imports().writeErrors(actor, id, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  List<Lead> leads() {
    List<Lead> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = mce.engine().leads().list(actor, LeadQuery.all(), new PageRequest(200, cursor));
      all.addAll(page.items());
      cursor = page.nextCursor().map(each -> each.text());
    } while (cursor.isPresent());
    return all;
  }

  Lead lead(String name) {
    return leads().stream().filter(lead -> lead.name().equals(name)).findFirst().orElseThrow();
  }

  Lead edit(String name, LeadChange change) {
    Lead lead = lead(name);
    return mce.engine().leads().update(actor, lead.id(), change, lead.version());
  }
}
