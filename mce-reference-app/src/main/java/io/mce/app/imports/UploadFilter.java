package io.mce.app.imports;

import io.mce.app.http.SignedIn;
import io.mce.kernel.Permission;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Refuses who may not import before the file is taken in, and not after. */
@ServerFilter({"/api/imports", "/api/imports/*/content"})
class UploadFilter implements Ordered {

  @Override
  public int getOrder() {
    return SignedIn.KNOWN + 1;
  }

  @RequestFilter(methods = {HttpMethod.POST, HttpMethod.PUT})
  void requirePermission(HttpRequest<?> request) {
    SignedIn.actorOf(request).ifPresent(actor -> actor.require(Permission.LEAD_IMPORT));
  }
}
