package io.mce.persistence;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements that do not keep to their organization any more out of one that does: each
 * condition on the organization, wherever it stands, taken away, weakened or bent, one at a time.
 */
final class StatementMutants {

  /** The organization that a mutant asks for in place of the transaction's. */
  static final String OTHER = "otherOrganizationId";

  private static final String ORGANIZATION = "organizationId";
  private static final Pattern LIST = Pattern.compile("<(\\w+)>");

  /** What is done to a condition, or to a value that is inserted. */
  enum Kind {
    REMOVED,
    OR_TRUE,
    NEGATED,
    OTHER_COLUMN,
    OTHER_ORGANIZATION
  }

  /** A statement that was bent. */
  record Mutant(Kind kind, int place, String sql) {}

  /** A place in the tree where something else can be put. */
  private record Slot(Expression here, Consumer<Expression> replace) {}

  private StatementMutants() {}

  /**
   * The statement as the tree has it: shows that what makes the mutants different is not the tree.
   */
  static String unchanged(String sql) {
    return backToJdbi(parse(sql).toString(), sql);
  }

  static List<Mutant> of(String sql) {
    List<Mutant> mutants = new ArrayList<>();
    int places = slots(parse(sql)).size();
    for (int place = 0; place < places; place++) {
      for (Kind kind : Kind.values()) {
        Statement tree = parse(sql);
        Slot slot = slots(tree).get(place);
        if (bend(slot, kind)) {
          mutants.add(new Mutant(kind, place, backToJdbi(tree.toString(), sql)));
        }
      }
    }
    return mutants;
  }

  private static Statement parse(String sql) {
    try {
      return CCJSqlParserUtil.parse(StatementText.of(sql).forParser());
    } catch (JSQLParserException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  /** Parameters have other names for the parser, and lists look like parameters. */
  private static String backToJdbi(String text, String original) {
    Set<String> lists = new LinkedHashSet<>();
    LIST.matcher(original).results().forEach(match -> lists.add(match.group(1)));
    return Pattern.compile(":p_(\\w+)")
        .matcher(text)
        .replaceAll(match ->
            lists.contains(match.group(1)) ? "<" + match.group(1) + ">" : ":" + match.group(1));
  }

  private static boolean bend(Slot slot, Kind kind) {
    if (!(slot.here() instanceof EqualsTo condition)) {
      if (kind != Kind.OTHER_ORGANIZATION) {
        return false;
      }
      slot.replace().accept(new JdbcNamedParameter(OTHER));
      return true;
    }
    switch (kind) {
      case REMOVED -> slot.replace().accept(truth());
      case OR_TRUE ->
          slot.replace()
              .accept(new ParenthesedExpressionList<>(new OrExpression(condition, truth())));
      case NEGATED ->
          slot.replace()
              .accept(
                  new NotEqualsTo()
                      .withLeftExpression(condition.getLeftExpression())
                      .withRightExpression(condition.getRightExpression()));
      case OTHER_COLUMN -> column(condition).setColumnName("id");
      case OTHER_ORGANIZATION -> {
        if (condition.getLeftExpression() instanceof Column) {
          condition.setRightExpression(new JdbcNamedParameter(OTHER));
        } else {
          condition.setLeftExpression(new JdbcNamedParameter(OTHER));
        }
      }
    }
    return true;
  }

  private static EqualsTo truth() {
    return new EqualsTo(new LongValue(1), new LongValue(1));
  }

  private static Column column(EqualsTo condition) {
    return condition.getLeftExpression() instanceof Column left
        ? left
        : (Column) condition.getRightExpression();
  }

  /** Every condition on the organization, and every other place of its parameter. */
  private static List<Slot> slots(Statement tree) {
    List<Slot> found = new ArrayList<>();
    walk(tree, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private static void walk(Object node, List<Slot> found, Set<Object> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof List<?> list) {
      walkList(list, found, seen);
    }
    for (Class<?> type = node.getClass();
        type != null && type.getName().startsWith("net.sf.jsqlparser.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          Object value = get(field, node);
          if (value != null) {
            visit(value, replacement -> set(field, node, replacement), found, seen);
          }
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void walkList(List<?> list, List<Slot> found, Set<Object> seen) {
    for (int i = 0; i < list.size(); i++) {
      int index = i;
      Object value = list.get(i);
      if (value != null) {
        visit(value, replacement -> ((List<Object>) list).set(index, replacement), found, seen);
      }
    }
  }

  private static void visit(
      Object value, Consumer<Expression> replace, List<Slot> found, Set<Object> seen) {
    if (!isOfTheTree(value)) {
      return;
    }
    if (value instanceof EqualsTo condition && bindsOrganization(condition)) {
      found.add(new Slot(condition, replace));
      return;
    }
    if (value instanceof JdbcNamedParameter parameter && parameter.getName().equals(ORGANIZATION)) {
      found.add(new Slot(parameter, replace));
      return;
    }
    walk(value, found, seen);
  }

  private static boolean isOfTheTree(Object value) {
    return value instanceof List<?>
        || (value.getClass().getName().startsWith("net.sf.jsqlparser.")
            && !value.getClass().getName().startsWith("net.sf.jsqlparser.parser.")
            && !(value instanceof Enum<?>));
  }

  private static boolean bindsOrganization(EqualsTo condition) {
    return (isOrganization(condition.getLeftExpression()) && names(condition.getRightExpression()))
        || (isOrganization(condition.getRightExpression()) && names(condition.getLeftExpression()));
  }

  private static boolean names(Expression expression) {
    return isOrganization(expression)
        || (expression instanceof JdbcNamedParameter parameter
            && parameter.getName().equals(ORGANIZATION));
  }

  private static boolean isOrganization(Expression expression) {
    return expression instanceof Column column
        && column.getColumnName().equalsIgnoreCase("organization_id");
  }

  private static @Nullable Object get(Field field, Object node) {
    try {
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Field field, Object node, Object value) {
    try {
      field.set(node, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
