package io.mce.persistence;

import io.mce.persistence.TableCatalog.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one select, update or delete names, the conditions that always hold for its rows,
 * and which of the tables are thereby bound to the organization. A subquery's scope sees the scopes
 * around it.
 */
final class StatementScope {

  static final String COLUMN = "organization_id";
  static final String PARAMETER = "organizationId";

  private final @Nullable StatementScope outer;
  private final Map<String, OrganizationColumn> withItems = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<EqualsTo> conditions = new ArrayList<>();
  private final Map<Source, List<EqualsTo>> leftJoined = new LinkedHashMap<>();
  private final List<Expression> joinConditions = new ArrayList<>();
  private final Set<Source> bound = new HashSet<>();

  StatementScope(@Nullable StatementScope outer) {
    this.outer = outer;
  }

  /** Something in from; each mention is one of its own, so that equality is identity. */
  static final class Source {

    private final String name;
    private final Optional<Table> table;
    private final OrganizationColumn column;
    private final Optional<Expression> later;

    private Source(
        String name, Optional<Table> table, OrganizationColumn column, Optional<Expression> later) {
      this.name = name;
      this.table = table;
      this.column = column;
      this.later = later;
    }

    /** A table; empty for one that is not ours. */
    static Source table(String alias, Optional<Table> table) {
      return new Source(alias, table, OrganizationColumn.NONE, Optional.empty());
    }

    /** The rows of a subquery or with item. */
    static Source derived(String alias, OrganizationColumn column) {
      return new Source(alias, Optional.empty(), column, Optional.empty());
    }

    /** A lateral subquery or a function, looked at when all tables beside it are known. */
    static Source later(String alias, Expression expression) {
      return new Source(alias, Optional.empty(), OrganizationColumn.NONE, Optional.of(expression));
    }

    Optional<Table> table() {
      return table;
    }

    /** Returns how a message names it. */
    String label() {
      String own = table.map(Table::name).orElse(name);
      return own.equals(name) ? own : own + " (" + name + ")";
    }
  }

  /**
   * Where the organization of the transaction stands in the rows of a select.
   *
   * @param named whether the column organization_id of the rows is always it
   * @param place the position of that column; -1 where it is not known
   * @param boundPositions the positions at which it stands, under any name
   */
  record OrganizationColumn(boolean named, int place, Set<Integer> boundPositions) {

    static final OrganizationColumn NONE = new OrganizationColumn(false, -1, Set.of());

    OrganizationColumn {
      boundPositions = Set.copyOf(boundPositions);
    }

    static OrganizationColumn of(List<SelectItem<?>> items, StatementScope scope) {
      Set<Integer> positions = new HashSet<>();
      Set<Integer> places = new HashSet<>();
      boolean unbound = false;
      boolean known = true;
      for (int at = 0; at < items.size(); at++) {
        Expression item = items.get(at).getExpression();
        boolean all = item instanceof AllColumns;
        known &= !all;
        if (all ? scope.allBound((AllColumns) item) : scope.isBound(item)) {
          if (known) {
            positions.add(at);
          }
          if (all || outputName(items.get(at)).equals(COLUMN)) {
            places.add(known ? at : -1);
          }
        } else {
          unbound |= all || outputName(items.get(at)).equals(COLUMN);
        }
      }
      boolean named = !unbound && !places.isEmpty();
      int place = places.size() == 1 ? places.iterator().next() : -1;
      return new OrganizationColumn(named, place, positions);
    }

    /** What holds for rows that may come from either select. */
    static OrganizationColumn inBoth(OrganizationColumn one, OrganizationColumn two) {
      Set<Integer> positions = new HashSet<>(one.boundPositions);
      positions.retainAll(two.boundPositions);
      // The databases take the names of a union from its first select and match by position.
      boolean named = one.named && one.place >= 0 && positions.contains(one.place);
      return new OrganizationColumn(named, one.place, positions);
    }

    private static String outputName(SelectItem<?> item) {
      if (item.getAlias() != null) {
        return nameOf(item.getAlias().getName());
      }
      return item.getExpression() instanceof Column column ? nameOf(column.getColumnName()) : "";
    }
  }

  /** Returns the scope around this one, which is all that a subquery in from sees. */
  @Nullable StatementScope outside() {
    return outer;
  }

  /** Adds a with item; its name stands for its rows from here on. */
  void define(String name, OrganizationColumn column) {
    withItems.put(name, column);
  }

  /** Returns what is known of a with item, if there is one of this name here or around. */
  Optional<OrganizationColumn> withItem(String name) {
    OrganizationColumn here = withItems.get(name);
    if (here != null) {
      return Optional.of(here);
    }
    return outer == null ? Optional.empty() : outer.withItem(name);
  }

  void add(Source source) {
    sources.add(source);
    if (source.column.named()) {
      bound.add(source);
    }
  }

  void add(Source source, Join join) {
    add(source);
    List<EqualsTo> equalities = new ArrayList<>();
    for (Expression on : join.getOnExpressions()) {
      joinConditions.add(on);
      collect(on, equalities);
    }
    if (join.isLeft()) {
      leftJoined.put(source, equalities);
    } else {
      conditions.addAll(equalities);
    }
  }

  /** Takes in a where and finds out which tables all conditions together bind. */
  void bind(@Nullable Expression where) {
    collect(where, conditions);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (EqualsTo condition : conditions) {
        changed |= bindBy(condition, null);
      }
      for (Map.Entry<Source, List<EqualsTo>> join : leftJoined.entrySet()) {
        for (EqualsTo condition : join.getValue()) {
          changed |= bindBy(condition, join.getKey());
        }
      }
    }
  }

  /** Declares every table bound: its rows were just made, or share a key with such. */
  void bindAll() {
    bound.addAll(sources);
  }

  /** Returns a table of ours that no condition binds. */
  Optional<Source> unbound() {
    return sources.stream()
        .filter(source -> source.table().isPresent() && !bound.contains(source))
        .findFirst();
  }

  List<Expression> joinConditions() {
    return joinConditions;
  }

  List<Expression> later() {
    return sources.stream().flatMap(source -> source.later.stream()).toList();
  }

  static boolean isParameter(Expression expression) {
    return expression instanceof JdbcNamedParameter parameter
        && parameter.getName().equals(PARAMETER)
        && parameter.getParameterCharacter().equals(":");
  }

  static boolean isOrganization(Column column) {
    return nameOf(column.getColumnName()).equals(COLUMN);
  }

  static String nameOf(String identifier) {
    return identifier.replace("\"", "").strip().toLowerCase(Locale.ROOT);
  }

  /** A left join's condition holds only for the rows of the table that it joins. */
  private boolean bindBy(EqualsTo condition, @Nullable Source leftJoinedOne) {
    Expression left = condition.getLeftExpression();
    Expression right = condition.getRightExpression();
    return bindBy(left, right, leftJoinedOne) || bindBy(right, left, leftJoinedOne);
  }

  private boolean bindBy(Expression column, Expression value, @Nullable Source leftJoinedOne) {
    Source source = column instanceof Column named ? resolve(named) : null;
    if (source == null || !sources.contains(source) || bound.contains(source) || !isBound(value)) {
      return false;
    }
    boolean holds =
        leftJoinedOne == null ? !leftJoined.containsKey(source) : source == leftJoinedOne;
    return holds && bound.add(source);
  }

  private boolean isBound(Expression value) {
    if (isParameter(value)) {
      return true;
    }
    Source source = value instanceof Column column ? resolve(column) : null;
    return source != null && isBound(source);
  }

  private boolean isBound(Source source) {
    return bound.contains(source) || (outer != null && outer.isBound(source));
  }

  private boolean allBound(AllColumns all) {
    if (all instanceof AllTableColumns ofTable) {
      String name = nameOf(ofTable.getTable().getName());
      return sources.stream().anyMatch(source -> source.name.equals(name) && isBound(source));
    }
    return !sources.isEmpty() && bound.containsAll(sources);
  }

  /** Finds the source of a column organization_id; null for other columns and where in doubt. */
  private @Nullable Source resolve(Column column) {
    if (!isOrganization(column)) {
      return null;
    }
    if (column.getTable() == null) {
      return onlySource();
    }
    if (column.getTable().getSchemaName() != null) {
      return null;
    }
    String name = nameOf(column.getTable().getName());
    for (StatementScope scope = this; scope != null; scope = scope.outer) {
      for (Source source : scope.sources) {
        if (source.name.equals(name)) {
          return source;
        }
      }
    }
    return null;
  }

  /**
   * The one table of ours, which has the column: had anything beside it the column too, the
   * database would refuse the name as ambiguous.
   */
  private @Nullable Source onlySource() {
    List<Source> ours = sources.stream().filter(source -> source.table().isPresent()).toList();
    List<Source> candidates = ours.isEmpty() ? sources : ours;
    return candidates.size() == 1 ? candidates.getFirst() : null;
  }

  private static void collect(@Nullable Expression expression, List<EqualsTo> equalities) {
    switch (expression) {
      case AndExpression and when !and.isUseOperator() -> {
        collect(and.getLeftExpression(), equalities);
        collect(and.getRightExpression(), equalities);
      }
      case ParenthesedExpressionList<?> brackets when brackets.size() == 1 ->
          collect(brackets.getFirst(), equalities);
      case EqualsTo equality when equality.getOldOracleJoinSyntax() == EqualsTo.NO_ORACLE_JOIN ->
          equalities.add(equality);
      case null, default -> {
        // Any other condition narrows further or not at all; it binds nothing.
      }
    }
  }
}
