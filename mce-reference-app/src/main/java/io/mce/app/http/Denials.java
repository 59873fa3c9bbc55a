package io.mce.app.http;

import io.mce.engine.MceEngine;
import io.mce.kernel.ErrorCode;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit trail what was refused to whom; a request never fails for want of that. */
@Singleton
class Denials {

  private static final Logger log = LoggerFactory.getLogger(Denials.class);

  /** An unknown id may be another organization's; who misses often is trying doors. */
  private static final Set<String> CODES =
      Set.of(ErrorCode.FORBIDDEN.name(), ErrorCode.NOT_FOUND.name(), "PERSON_NEEDED");

  private final MceEngine engine;

  Denials(MceEngine engine) {
    this.engine = engine;
  }

  void note(HttpRequest<?> request, String code) {
    if (!CODES.contains(code)) {
      return;
    }
    SignedIn.actorOf(request)
        .ifPresent(actor -> {
          String path = BasicHttpAttributes.getUriTemplate(request).orElse("");
          try {
            engine.audit().denied(actor, request.getMethodName() + " " + path, code);
          } catch (RuntimeException e) {
            log.warn("a refusal could not be noted: {}", e.getClass().getName());
          }
        });
  }
}
