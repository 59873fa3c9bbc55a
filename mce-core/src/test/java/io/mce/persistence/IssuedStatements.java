package io.mce.persistence;

import io.mce.kernel.OrganizationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Collects what an engine really sends to its database, with the values that it was sent with, so
 * that it can be sent again in another organization's transaction.
 */
final class IssuedStatements implements SqlLogger {

  /** A statement and what was in it the last time. */
  record Issued(String sql, Map<String, Object> defined, Map<String, Argument> bound) {

    /** Puts the same values into another statement, except whose rows it is for. */
    <S extends SqlStatement<S>> S bindTo(S statement) {
      defined.forEach(statement::define);
      bound.forEach((name, argument) -> {
        if (!name.equals("organizationId")) {
          statement.bind(name, argument);
        }
      });
      return statement;
    }

    /** All values, as text. */
    String values() {
      return bound.values().toString();
    }
  }

  private final Map<String, Map<String, Issued>> bySql = new ConcurrentHashMap<>();

  @Override
  public void logBeforeExecution(StatementContext context) {
    Issued issued = issued(context);
    bySql
        .computeIfAbsent(issued.sql(), sql -> new ConcurrentHashMap<>())
        .put(String.valueOf(issued.bound().get("organizationId")), issued);
  }

  /** Jdbi means to take these two away; what replaces them does not give values. */
  @SuppressWarnings("removal")
  private static Issued issued(StatementContext context) {
    Map<String, Argument> bound = new LinkedHashMap<>();
    for (String name : context.getBinding().getNames()) {
      context.getBinding().findForName(name, context).ifPresent(found -> bound.put(name, found));
    }
    return new Issued(context.getRawSql(), Map.copyOf(context.getAttributes()), bound);
  }

  /** One of each text. */
  List<Issued> all() {
    return bySql.values().stream().map(each -> each.values().iterator().next()).toList();
  }

  /** One of each text, for an organization wherever it was sent for that one. */
  List<Issued> of(OrganizationId organizationId) {
    return bySql.values().stream()
        .map(each -> each.getOrDefault(organizationId.toString(), each.values().iterator().next()))
        .toList();
  }
}
