package io.mce.persistence;

import io.mce.persistence.OrganizationFilterCheck.Mode;
import io.mce.persistence.OrganizationFilterCheck.RefusedException;
import io.mce.persistence.StatementScope.OrganizationColumn;
import io.mce.persistence.StatementScope.Source;
import io.mce.persistence.TableCatalog.Table;
import io.mce.persistence.TableCatalog.TableKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.ConflictActionType;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Walks one parsed statement, scope by scope, and requires the organization of every table. */
final class StatementWalk {

  private final TableCatalog tables;
  private final Mode mode;
  private final List<String> visited = new ArrayList<>();

  StatementWalk(TableCatalog tables, Mode mode) {
    this.tables = tables;
    this.mode = mode;
  }

  /**
   * Judges the statement.
   *
   * @param names every name in the text of the statement; a table among them that the walk did not
   *     come by stands where we do not look
   */
  void requireFilters(Statement statement, List<String> names) {
    walk(statement);
    List<String> unseen = new ArrayList<>(names.stream().filter(this::isOurs).toList());
    visited.forEach(unseen::remove);
    if (!unseen.isEmpty()) {
      throw new RefusedException(
          unseen.getFirst()
              + " stands in a place where its organization cannot be checked; qualify columns by an"
              + " alias and give no other thing the name of a table.");
    }
  }

  private void walk(Statement statement) {
    switch (statement) {
      case Select select -> select(select, null);
      case Insert insert -> insert(insert);
      case Update update -> update(update);
      case Delete delete -> delete(delete);
      default ->
          throw new RefusedException(
              "it is neither a select nor an insert, update or delete, but a "
                  + statement.getClass().getSimpleName()
                  + ".");
    }
  }

  // Selects

  /** Judges a select and returns where in its rows the bound organization stands. */
  private OrganizationColumn select(Select select, @Nullable StatementScope outer) {
    StatementScope with = with(select.getWithItemsList(), outer);
    OrganizationColumn column =
        switch (select) {
          case ParenthesedSelect inBrackets -> select(inBrackets.getSelect(), with);
          case PlainSelect plain -> plainSelect(plain, with);
          case SetOperationList union -> union(union, with);
          case Values values -> {
            expression(values.getExpressions(), with);
            yield OrganizationColumn.NONE;
          }
          default ->
              throw new RefusedException(
                  "a " + select.getClass().getSimpleName() + " is not understood.");
        };
    if (!(select instanceof PlainSelect)) {
      tail(select, with);
    }
    return column;
  }

  private OrganizationColumn plainSelect(PlainSelect select, StatementScope outer) {
    if (select.getIntoTables() != null) {
      throw new RefusedException("a select into a table is not understood.");
    }
    StatementScope scope = new StatementScope(outer);
    from(select.getFromItem(), select.getJoins(), scope);
    scope.bind(select.getWhere());
    requireBound(scope);
    lookInside(scope);
    expressions(select.getSelectItems(), scope);
    expression(select.getWhere(), scope);
    expression(select.getHaving(), scope);
    if (select.getGroupBy() != null) {
      expression(select.getGroupBy().getGroupByExpressionList(), scope);
    }
    if (select.getDistinct() != null) {
      expressions(select.getDistinct().getOnSelectItems(), scope);
    }
    tail(select, scope);
    return OrganizationColumn.of(select.getSelectItems(), scope);
  }

  private OrganizationColumn union(SetOperationList union, StatementScope outer) {
    List<OrganizationColumn> columns =
        union.getSelects().stream().map(branch -> select(branch, outer)).toList();
    return columns.stream().reduce(OrganizationColumn::inBoth).orElse(OrganizationColumn.NONE);
  }

  /** What may follow a select of any kind. */
  private void tail(Select select, StatementScope scope) {
    orderBy(select.getOrderByElements(), scope);
    if (select.getLimit() != null) {
      expression(select.getLimit().getRowCount(), scope);
      expression(select.getLimit().getOffset(), scope);
    }
    if (select.getOffset() != null) {
      expression(select.getOffset().getOffset(), scope);
    }
  }

  private StatementScope with(@Nullable List<WithItem<?>> items, @Nullable StatementScope outer) {
    StatementScope scope = new StatementScope(outer);
    if (items == null) {
      return scope;
    }
    for (WithItem<?> item : items) {
      String name = nameOf(item.getAlias() == null ? "" : item.getAlias().getName());
      requireNotATable(name);
      boolean renamed = item.getWithItemList() != null && !item.getWithItemList().isEmpty();
      if (!(item.getParenthesedStatement() instanceof Select body)) {
        throw new RefusedException("only a select can stand in the with clause.");
      }
      OrganizationColumn column = recursion(name, body, scope, renamed);
      scope.define(name, renamed ? OrganizationColumn.NONE : column);
    }
    return scope;
  }

  /** In a recursive with item the later branches may rely on what the first one gives. */
  private OrganizationColumn recursion(
      String name, Select body, StatementScope scope, boolean renamed) {
    Select inner = body;
    while (inner instanceof ParenthesedSelect inBrackets && inner.getWithItemsList() == null) {
      inner = inBrackets.getSelect();
    }
    if (!(inner instanceof SetOperationList union) || union.getWithItemsList() != null) {
      return select(body, scope);
    }
    StatementScope inside = new StatementScope(scope);
    OrganizationColumn column = OrganizationColumn.NONE;
    for (int branch = 0; branch < union.getSelects().size(); branch++) {
      OrganizationColumn own = select(union.getSelect(branch), inside);
      column = branch == 0 ? own : OrganizationColumn.inBoth(column, own);
      if (branch == 0) {
        inside.define(name, renamed ? OrganizationColumn.NONE : own);
      }
    }
    tail(union, inside);
    return column;
  }

  // Changes

  private void insert(Insert insert) {
    StatementScope with = with(insert.getWithItemsList(), null);
    StatementScope target = new StatementScope(with);
    Source source = table(insert.getTable(), target);
    if (source.table().isEmpty()) {
      throw new RefusedException("it inserts into a table that is not ours.");
    }
    target.add(source);
    int position = mode == Mode.DIRECTORY ? -1 : positionOfOrganization(insert, source);
    Select rows = insert.getSelect();
    if (insert.getSetUpdateSets() != null || insert.isOracleMultiInsert() || rows == null) {
      throw new RefusedException("an insert has values or a select.");
    }
    insertedRows(rows, position, source, with);
    conflict(insert, source, target);
    target.bindAll();
    returning(insert.getReturningClause(), target);
  }

  private static int positionOfOrganization(Insert insert, Source source) {
    ExpressionList<Column> columns = insert.getColumns();
    for (int at = 0; columns != null && at < columns.size(); at++) {
      if (StatementScope.isOrganization(columns.get(at))) {
        return at;
      }
    }
    throw new RefusedException(
        "the insert into " + source.label() + " does not list organization_id.");
  }

  private void insertedRows(Select rows, int position, Source target, StatementScope outer) {
    switch (rows) {
      case Values values -> {
        expression(values.getExpressions(), outer);
        for (ExpressionList<?> row : rowsOf(values)) {
          boolean bound =
              position < row.size() && StatementScope.isParameter(row.get(Math.max(position, 0)));
          requireInserted(position < 0 || bound, target);
        }
      }
      case ParenthesedSelect inBrackets when inBrackets.getWithItemsList() == null ->
          insertedRows(inBrackets.getSelect(), position, target, outer);
      case Select select -> {
        OrganizationColumn column = select(select, outer);
        requireInserted(position < 0 || column.boundPositions().contains(position), target);
      }
    }
  }

  private static List<ExpressionList<?>> rowsOf(Values values) {
    ExpressionList<?> list = values.getExpressions();
    List<ExpressionList<?>> rows = new ArrayList<>();
    for (Expression row : list) {
      if (row instanceof ExpressionList<?> inBrackets) {
        rows.add(inBrackets);
      }
    }
    if (rows.isEmpty()) {
      return List.of(list);
    }
    if (rows.size() != list.size()) {
      throw new RefusedException("the rows of values differ in form.");
    }
    return rows;
  }

  private static void requireInserted(boolean bound, Source target) {
    if (!bound) {
      throw new RefusedException(
          "the insert into "
              + target.label()
              + " gives another organization_id than"
              + " :organizationId.");
    }
  }

  /** The row in the way is ours if the key that it shares with the new row begins with ours. */
  private void conflict(Insert insert, Source source, StatementScope target) {
    InsertConflictAction action = insert.getConflictAction();
    if (insert.getDuplicateUpdateSets() != null || insert.getDuplicateAction() != null) {
      throw new RefusedException("on duplicate key is not understood; write on conflict.");
    }
    if (action == null || action.getConflictActionType() == ConflictActionType.DO_NOTHING) {
      return;
    }
    InsertConflictTarget key = insert.getConflictTarget();
    if (key != null
        && key.getIndexColumnNames() != null
        && key.getIndexColumnNames().stream()
            .anyMatch(name -> nameOf(name).equals(StatementScope.COLUMN))) {
      target.bindAll();
    }
    target.bind(action.getWhereExpression());
    requireBound(target);
    sets(action.getUpdateSets(), source, target);
    expression(action.getWhereExpression(), target);
  }

  private void update(Update update) {
    StatementScope scope = new StatementScope(with(update.getWithItemsList(), null));
    boolean joined = update.getStartJoins() != null && !update.getStartJoins().isEmpty();
    if (joined || update.isFromBeforeSet()) {
      throw new RefusedException("an update names one table, sets, and then says from.");
    }
    Source target = table(update.getTable(), scope);
    scope.add(target);
    from(update.getFromItem(), update.getJoins(), scope);
    scope.bind(update.getWhere());
    requireBound(scope);
    lookInside(scope);
    sets(update.getUpdateSets(), target, scope);
    expression(update.getWhere(), scope);
    returning(update.getReturningClause(), scope);
  }

  private void delete(Delete delete) {
    StatementScope scope = new StatementScope(with(delete.getWithItemsList(), null));
    boolean several = delete.getTables() != null && !delete.getTables().isEmpty();
    boolean joined = delete.getJoins() != null && !delete.getJoins().isEmpty();
    if (several || joined) {
      throw new RefusedException("a delete names one table; others stand in subqueries.");
    }
    scope.add(table(delete.getTable(), scope));
    if (delete.getUsingFromItemList() != null) {
      delete.getUsingFromItemList().forEach(item -> scope.add(source(item, scope)));
    }
    scope.bind(delete.getWhere());
    requireBound(scope);
    lookInside(scope);
    expression(delete.getWhere(), scope);
    returning(delete.getReturningClause(), scope);
  }

  private void sets(List<UpdateSet> sets, Source target, StatementScope scope) {
    for (UpdateSet set : sets) {
      if (mode == Mode.ORGANIZATION
          && set.getColumns().stream().anyMatch(StatementScope::isOrganization)) {
        throw new RefusedException(
            "it changes the organization_id of " + target.label() + ", which never changes.");
      }
      expression(set.getValues(), scope);
    }
  }

  // Sources

  private void from(@Nullable FromItem first, @Nullable List<Join> joins, StatementScope scope) {
    if (first != null) {
      scope.add(source(first, scope));
    }
    for (Join join : joins == null ? List.<Join>of() : joins) {
      requirePlain(join);
      scope.add(source(join.getFromItem(), scope), join);
    }
  }

  private static void requirePlain(Join join) {
    if (join.isRight()
        || join.isFull()
        || join.isNatural()
        || join.isSemi()
        || join.isApply()
        || join.isGlobal()
        || join.isStraight()
        || join.isWindowJoin()
        || join.isAsOf()
        || join.isArray()
        || (join.isOuter() && !join.isLeft())) {
      throw new RefusedException("only inner, left and cross joins are understood: " + join + ".");
    }
  }

  private Source source(FromItem item, StatementScope scope) {
    return switch (item) {
      case net.sf.jsqlparser.schema.Table table -> table(table, scope);
      case ParenthesedFromItem brackets when isValues(brackets) ->
          Source.later(aliasOf(item), (Values) brackets.getFromItem());
      case LateralSubSelect lateral -> Source.later(aliasOf(item), lateral);
      case TableFunction function -> Source.later(aliasOf(item), function);
      case Select derived -> {
        requireNotATable(aliasOf(item));
        OrganizationColumn column = select(derived, scope.outside());
        boolean renamed = item.getAlias() != null && item.getAlias().getAliasColumns() != null;
        yield Source.derived(aliasOf(item), renamed ? OrganizationColumn.NONE : column);
      }
      default ->
          throw new RefusedException(
              "a " + item.getClass().getSimpleName() + " in from is not understood.");
    };
  }

  private static boolean isValues(ParenthesedFromItem brackets) {
    boolean alone = brackets.getJoins() == null || brackets.getJoins().isEmpty();
    return alone && brackets.getFromItem() instanceof Values;
  }

  private Source table(net.sf.jsqlparser.schema.Table table, StatementScope scope) {
    String name = nameOf(table.getName());
    String alias = table.getAlias() == null ? name : nameOf(table.getAlias().getName());
    if (!alias.equals(name)) {
      requireNotATable(alias);
    }
    Optional<OrganizationColumn> withItem =
        table.getSchemaName() == null ? scope.withItem(name) : Optional.empty();
    if (withItem.isPresent()) {
      return Source.derived(alias, withItem.get());
    }
    Optional<Table> ours = tables.table(name);
    if (ours.isEmpty() && name.startsWith("mce_")) {
      throw new RefusedException(name + " is not in tables.txt.");
    }
    if (ours.isPresent()) {
      visited.add(name);
      requireReachable(ours.get());
    }
    return Source.table(alias, ours);
  }

  private void requireReachable(Table table) {
    if (mode == Mode.DIRECTORY && table.kind() == TableKind.BUSINESS) {
      throw new RefusedException(
          table.name() + " is no directory table, and no organization is known here.");
    }
    if (mode == Mode.ORGANIZATION && !table.columns().containsKey(StatementScope.COLUMN)) {
      throw new RefusedException(
          table.name() + " has no organization_id; only directory transactions reach it.");
    }
  }

  private void requireBound(StatementScope scope) {
    if (mode == Mode.DIRECTORY) {
      return;
    }
    scope
        .unbound()
        .ifPresent(source -> {
          throw new RefusedException(
              source.label()
                  + " has no organization_id = :organizationId of its own: a condition joined by"
                  + " and in the where of its select, or in its join if that is a left join.");
        });
  }

  private void requireNotATable(String name) {
    if (isOurs(name)) {
      throw new RefusedException("the name of the table " + name + " is given to another thing.");
    }
  }

  private boolean isOurs(String name) {
    return tables.table(name).isPresent();
  }

  // Expressions

  /** Goes through subqueries and functions in from, which may use the tables beside them. */
  private void lookInside(StatementScope scope) {
    scope.joinConditions().forEach(condition -> expression(condition, scope));
    for (Expression later : scope.later()) {
      expression(later, scope);
    }
  }

  private void orderBy(@Nullable List<OrderByElement> elements, StatementScope scope) {
    if (elements != null) {
      elements.forEach(element -> expression(element.getExpression(), scope));
    }
  }

  private void returning(@Nullable ReturningClause returning, StatementScope scope) {
    expressions(returning, scope);
  }

  private void expressions(
      @Nullable Collection<? extends SelectItem<?>> items, StatementScope scope) {
    if (items != null) {
      items.forEach(item -> expression(item.getExpression(), scope));
    }
  }

  /** Judges every select inside an expression. */
  private void expression(@Nullable Expression expression, StatementScope scope) {
    if (expression == null) {
      return;
    }
    expression.accept(
        new ExpressionVisitorAdapter<@Nullable Void>() {
          @Override
          public <S> @Nullable Void visit(Select select, S context) {
            select(select, scope);
            return null;
          }

          @Override
          public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
            select(select, scope);
            return null;
          }

          @Override
          public <S> @Nullable Void visit(AllColumns all, S context) {
            return null;
          }

          @Override
          public <S> @Nullable Void visit(AllTableColumns all, S context) {
            return null;
          }
        },
        null);
  }

  private static String aliasOf(FromItem item) {
    return item.getAlias() == null ? "" : nameOf(item.getAlias().getName());
  }

  private static String nameOf(String identifier) {
    return StatementScope.nameOf(identifier);
  }
}
