package com.example.embedding;

import io.mce.engine.MceEngine;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDraft;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;

/** Takes a lead, hears of it from the event log, and prints its score. */
final class EmbedInTenLines {
  public static void main(String[] arguments) throws Exception {
    var file = Files.createTempDirectory("crm").resolve("mce.db");
    var captured = new CompletableFuture<LeadCaptured>();
    try (MceEngine engine = MceEngine.builder().sqlite(file).build()) {
      engine.start();
      engine.events().subscribe("crm-sync", LeadCaptured.class, captured::complete);
      var acme = engine.organizations().ensure("acme", "Acme Ltd").id();
      var crm = Actor.system(acme, "crm");
      engine.intake().take(crm, LeadDraft.of("Ana Souza", "+55 11 91234-5678"), SourceId.of("web"));
      System.out.println("score " + engine.leads().get(crm, captured.get().leadId()).score());
    }
  }
}
