package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.persistence.OrganizationFilterCheck.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationFilterCheckTest {

  /** lead, tag, message, dispatch and organization are business tables, head and job directory. */
  private static final TableCatalog TABLES =
      TableCatalog.parse(
          """
          business mce_lead
            plain organization_id id name status score owner_id number created_at version
          business mce_lead_tag
            plain organization_id tag lead_id
          business mce_message
            plain organization_id id lead_id direction at text
          business mce_dispatch
            plain organization_id id lead_id state due_at at lease_token
          business mce_counter
            plain organization_id name day value
          directory mce_event_head
            plain organization_id seq
          directory mce_source_key
            plain source_key organization_id source_id
          directory mce_job
            plain task_name execution_time
          """);

  private final OrganizationFilterCheck check = new OrganizationFilterCheck(TABLES);

  static final List<String> ACCEPTED =
      List.of(
          // one table
          "select id, name from mce_lead where organization_id = :organizationId",
          "SELECT ID FROM MCE_LEAD WHERE ORGANIZATION_ID = :organizationId",
          "select l.* from mce_lead l where :organizationId = l.organization_id and l.id = :id",
          "select mce_lead.id from mce_lead where mce_lead.organization_id = :organizationId",
          "select id from mce_lead where (organization_id = :organizationId) and (a = 1 or b = 2)",
          "select id from mce_lead where status = 'NEW' and (organization_id=:organizationId and"
              + " x)",
          "select number from mce_lead where organization_id = :organizationId and number >"
              + " :number",
          "select id from mce_lead where organization_id = :organizationId and name = :settings"
              + " and status in (<select>) and score > :from and id <> :organizationIdOld",
          "select id from \"mce_lead\" where \"organization_id\" = :organizationId",
          "select id from public.mce_lead l where l.organization_id = :organizationId",
          "select count(*) from mce_lead where organization_id = :organizationId -- or 1=1",
          "select 'mce_message; --' from mce_lead where organization_id = :organizationId",
          "select id from mce_lead where organization_id = :organizationId and name like :q escape"
              + " '\\'",
          // PostgreSQL and SQLite in one text
          """
          select id, name::text, data ->> 'city', row_number() over (partition by status order by at),
            count(*) filter (where status = 'NEW'), coalesce(score, 0)
          from mce_lead
          where organization_id = :organizationId and (created_at, id) < (:at, :id)
            and owner_id is distinct from :owner and id = any(:ids)
          order by created_at desc nulls last, id limit :limit offset :offset
          """,
          """
          select id from mce_dispatch
          where organization_id = :organizationId and state in (<states>) and due_at <= :now
          order by due_at limit :limit for update skip locked
          """,
          "select distinct status from mce_lead where organization_id = :organizationId",
          """
          select status, count(*) as n, sum(case when score > 50 then 1 else 0 end)
          from mce_lead where organization_id = :organizationId
          group by status having count(*) > 1
          """,
          // joins
          """
          select l.id, t.tag from mce_lead l
          join mce_lead_tag t on t.organization_id = l.organization_id and t.lead_id = l.id
          where l.organization_id = :organizationId
          """,
          """
          select l.id from mce_lead l
          join mce_lead_tag t on t.organization_id = :organizationId and t.lead_id = l.id
            and l.organization_id = t.organization_id
          """,
          """
          select l.id from mce_lead l, mce_lead_tag t
          where l.organization_id = :organizationId and t.organization_id = l.organization_id
          """,
          """
          select l.id, m.text from mce_lead l
          left join mce_message m on m.organization_id = l.organization_id and m.lead_id = l.id
          where l.organization_id = :organizationId
          """,
          """
          select l.id from mce_lead l
          left join mce_message m on m.organization_id = :organizationId and m.lead_id = l.id
          left join mce_dispatch d on d.organization_id = m.organization_id and d.id = m.id
          where l.organization_id = :organizationId
          """,
          """
          select a.id from mce_lead a
          join mce_lead b on b.organization_id = a.organization_id and b.id < a.id
          where a.organization_id = :organizationId
          """,
          "select l.id from mce_lead l cross join mce_message m where l.organization_id ="
              + " :organizationId and m.organization_id = :organizationId",
          "select l.id from unnest(:ids) as u(id) join mce_lead l on l.id = u.id"
              + " and l.organization_id = :organizationId",
          "select id, j.value from mce_lead, json_each(tags) j where organization_id ="
              + " :organizationId",
          // subqueries
          """
          select id from mce_lead l where l.organization_id = :organizationId
            and exists (select 1 from mce_message m
              where m.organization_id = l.organization_id and m.lead_id = l.id)
            and not exists (select 1 from mce_lead_tag where organization_id = :organizationId)
          """,
          """
          select id, (select count(*) from mce_message m where m.organization_id = :organizationId
            and m.lead_id = l.id) as messages
          from mce_lead l where l.organization_id = :organizationId
          order by (select max(at) from mce_message m where m.organization_id = l.organization_id)
          """,
          """
          select d.lead_id, l.name
          from (select organization_id, lead_id, max(at) as at from mce_message
            where organization_id = :organizationId group by organization_id, lead_id) d
          join mce_lead l on l.organization_id = d.organization_id and l.id = d.lead_id
          """,
          "select * from (select * from mce_lead where organization_id = :organizationId) x",
          """
          select l.id, last.at from mce_lead l
          left join lateral (select m.at from mce_message m
            where m.organization_id = l.organization_id and m.lead_id = l.id limit 1) last on true
          where l.organization_id = :organizationId
          """,
          "select exists (select 1 from mce_lead where organization_id = :organizationId) as some",
          "select id from mce_lead where organization_id = :organizationId and id in (select"
              + " lead_id from mce_lead_tag where organization_id = :organizationId and tag ="
              + " :tag)",
          // unions and with
          """
          select id from mce_lead where organization_id = :organizationId
          union all select id from mce_message where organization_id = :organizationId
          order by 1 limit 3
          """,
          """
          with due as (select organization_id, lead_id from mce_dispatch
            where organization_id = :organizationId)
          select l.id from mce_lead l join due on due.organization_id = l.organization_id
          """,
          """
          with recursive chain as (
            select organization_id, id, owner_id from mce_lead
            where organization_id = :organizationId and id = :id
            union all
            select l.organization_id, l.id, l.owner_id from mce_lead l
            join chain c on c.organization_id = l.organization_id and l.id = c.owner_id)
          select id from chain
          """,
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < :n)"
              + " select i from n",
          // insert
          "insert into mce_lead (organization_id, id, number) values (:organizationId, :id, 1)",
          "insert into mce_lead_tag (tag, organization_id) values (:a, :organizationId),"
              + " (:b, :organizationId)",
          """
          insert into mce_counter (organization_id, name, day, value)
          values (:organizationId, :name, :day, :by)
          on conflict (organization_id, name, day)
          do update set value = mce_counter.value + excluded.value where mce_counter.day > :day
          returning value
          """,
          "insert into mce_lead_tag (organization_id, tag) values (:organizationId, :tag)"
              + " on conflict do nothing",
          """
          insert into mce_lead_tag (organization_id, tag, lead_id)
          select l.organization_id, :tag, l.id from mce_lead l
          where l.organization_id = :organizationId
          on conflict (organization_id, tag, lead_id) do nothing
          """,
          """
          insert into mce_lead_tag (organization_id, lead_id)
          select :organizationId, id from mce_lead where organization_id = :organizationId
          union select :organizationId, lead_id from mce_message
            where organization_id = :organizationId
          """,
          "insert into mce_source_key (source_key, organization_id) values (:key, :organizationId)",
          """
          insert into mce_source_key as k (source_key, organization_id)
          values (:key, :organizationId)
          on conflict (source_key) do update set source_id = :id
          where k.organization_id = :organizationId
          """,
          // update and delete
          "update mce_lead set status = :status, version = version + 1"
              + " where organization_id = :organizationId and id = :id and version = :version",
          """
          update mce_dispatch set state = 'SENDING', lease_token = :token
          where organization_id = :organizationId and id in (
            select d.id from mce_dispatch d where d.organization_id = :organizationId
              and d.state = 'QUEUED' order by d.due_at limit :limit for update skip locked)
          returning id, lead_id, (select name from mce_lead l
            where l.organization_id = :organizationId and l.id = lead_id)
          """,
          """
          update mce_lead as l set score = m.n
          from (select lead_id, count(*) as n from mce_message
            where organization_id = :organizationId group by lead_id) m
          where l.organization_id = :organizationId and l.id = m.lead_id
          """,
          """
          update mce_lead set owner_id = t.lead_id from mce_lead_tag t
          where mce_lead.organization_id = :organizationId
            and t.organization_id = mce_lead.organization_id
          """,
          "update mce_event_head set seq = seq + :n where organization_id = :organizationId"
              + " returning seq",
          "delete from mce_lead where organization_id = :organizationId and id = :id returning id",
          """
          delete from mce_message where organization_id = :organizationId and at < :before
            and id < (select coalesce(min(d.id), 0) from mce_dispatch d
              where d.organization_id = :organizationId)
          """,
          "with old as (select id from mce_lead where organization_id = :organizationId) delete"
              + " from mce_lead where organization_id = :organizationId and id in (select id from"
              + " old)",
          // nothing of ours
          "select 1",
          "select v.a from (values (:a, :b), (:c, :d)) as v(a, b) join mce_lead l on l.id = v.a"
              + " and l.organization_id = :organizationId",
          "select value from json_each(:json)",
          "values (1), (2)");

  static final List<String> REFUSED =
      List.of(
          // no condition, or one that does not hold
          "select id from mce_lead",
          "select id from mce_lead where id = :id",
          "select id from mce_lead where organization_id = :organizationId or 1=1",
          "select id from mce_lead where (organization_id = :organizationId or status = 'NEW')",
          "select id from mce_lead where organization_id = :organizationId and a or b",
          "select id from mce_lead where not organization_id = :organizationId",
          "select id from mce_lead where not (organization_id = :organizationId and a = 1)",
          "select id from mce_lead where case when a then organization_id = :organizationId end",
          "select id from mce_lead where (organization_id = :organizationId) is not true",
          "select id from mce_lead where (organization_id = :organizationId) = false",
          "select id from mce_lead where organization_id = :organizationId = false",
          "select id from mce_lead where coalesce(organization_id = :organizationId, true)",
          "select id from mce_lead where organization_id <> :organizationId",
          "select id from mce_lead where organization_id >= :organizationId",
          "select id from mce_lead where organization_id like :organizationId",
          "select id from mce_lead where organization_id in (:organizationId)",
          "select id from mce_lead where organization_id = any(:organizationId)",
          "select id from mce_lead where organization_id is not distinct from :organizationId",
          "select id from mce_lead where organization_id between :organizationId and"
              + " :organizationId",
          "select id from mce_lead where organization_id = :organization",
          "select id from mce_lead where organization_id = 'acme'",
          "select id from mce_lead where organization_id = ':organizationId'",
          "select id from mce_lead where organization_id = organization_id",
          "select id from mce_lead where organization_id = :organizationId || ''",
          "select id from mce_lead where lower(organization_id) = :organizationId",
          "select id from mce_lead where owner_id = :organizationId",
          "select id from mce_lead where :organizationId = :organizationId",
          "select id from mce_lead -- where organization_id = :organizationId",
          "select id, organization_id = :organizationId from mce_lead",
          "select id from mce_lead order by organization_id = :organizationId",
          "select id from mce_lead group by id having max(organization_id) = :organizationId",
          "select count(*) filter (where organization_id = :organizationId) from mce_lead",
          "select id from mce_lead where organization_id = :organizationId && a",
          // joins
          "select l.id from mce_lead l join mce_lead_tag t on t.lead_id = l.id"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l, mce_lead_tag t where l.organization_id = :organizationId",
          "select l.id from mce_lead l cross join mce_message m"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l left join mce_message m on m.lead_id = l.id"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l left join mce_message m on m.lead_id = l.id where"
              + " l.organization_id = :organizationId and m.organization_id = :organizationId",
          "select l.id from mce_lead l left join mce_message m"
              + " on m.organization_id = l.organization_id and l.organization_id = :organizationId",
          "select l.id from mce_lead l join mce_message m on m.organization_id = l.organization_id",
          "select l.id from mce_lead l join mce_message m"
              + " on m.organization_id = l.organization_id or l.organization_id = :organizationId"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l right join mce_message m"
              + " on m.organization_id = l.organization_id where l.organization_id ="
              + " :organizationId",
          "select l.id from mce_lead l full join mce_message m"
              + " on m.organization_id = l.organization_id where l.organization_id ="
              + " :organizationId",
          "select l.id from mce_lead l natural join mce_message m"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l join mce_message m using (organization_id)"
              + " where l.organization_id = :organizationId",
          "select l.id from (mce_lead l join mce_message m on true)"
              + " where l.organization_id = :organizationId",
          "select l.id from mce_lead l join mce_message m on m.id = l.id"
              + " where organization_id = :organizationId",
          // subqueries
          "select id from mce_lead where organization_id = :organizationId"
              + " and exists (select 1 from mce_message m where m.lead_id = id)",
          "select id from mce_lead where exists (select 1 from mce_message"
              + " where organization_id = :organizationId)",
          "select id, (select count(*) from mce_message) from mce_lead"
              + " where organization_id = :organizationId",
          "select id from mce_lead where organization_id = :organizationId"
              + " order by (select max(at) from mce_message)",
          "select id from mce_lead where organization_id = :organizationId"
              + " limit (select count(*) from mce_message)",
          "select id from mce_lead where organization_id = :organizationId group by id"
              + " having count(*) > (select count(*) from mce_message)",
          "select sum(1) over (partition by (select count(*) from mce_message)) from mce_lead"
              + " where organization_id = :organizationId",
          "select sum(1) over w from mce_lead where organization_id = :organizationId"
              + " window w as (partition by (select count(*) from mce_message))",
          "select id from mce_lead where organization_id = :organizationId"
              + " and id = any (array(select id from mce_message))",
          "select count(*) filter (where exists (select 1 from mce_message)) from mce_lead"
              + " where organization_id = :organizationId",
          "select * from (select * from mce_lead) x where x.organization_id = :organizationId",
          "select j.value from json_each((select text from mce_message)) j",
          "select * from (values ((select max(id) from mce_message))) v",
          "select l.id from mce_lead l join lateral (select b.organization_id from mce_message b"
              + " where b.organization_id = l.organization_id) m"
              + " on m.organization_id = l.organization_id",
          "select l.id from (select :organizationId as organization_id, id from mce_message) m"
              + " join mce_lead l on l.organization_id = m.organization_id",
          "select l.id from (select owner_id as organization_id from mce_lead"
              + " where organization_id = :organizationId) o"
              + " join mce_lead l on l.organization_id = o.organization_id",
          "select mce_message.id from mce_lead mce_message"
              + " where mce_message.organization_id = :organizationId",
          // unions and with
          "select id from mce_lead where organization_id = :organizationId"
              + " union all select id from mce_message",
          "select id from mce_lead union select id from mce_message"
              + " where organization_id = :organizationId",
          "select id from mce_lead where organization_id = :organizationId"
              + " except select id from mce_message",
          "with x as (select id from mce_lead) select id from x",
          "with mce_lead as (select 1 as organization_id) select * from mce_lead",
          "with u as (select organization_id, id from mce_lead"
              + " where organization_id = :organizationId"
              + " union select id, organization_id from mce_lead"
              + " where organization_id = :organizationId)"
              + " select m.id from mce_message m join u on u.organization_id = m.organization_id",
          "with x as (delete from mce_lead where organization_id = :organizationId returning *)"
              + " select * from x",
          // insert
          "insert into mce_lead (id) values (:id)",
          "insert into mce_lead values (:organizationId, :id)",
          "insert into mce_lead default values",
          "insert into mce_lead (organization_id, id) values (:other, :organizationId)",
          "insert into mce_lead (organization_id, id) values ('acme', :id)",
          "insert into mce_lead (organization_id, id) values (:organizationId, 1), (:other, 2)",
          "insert into mce_lead (organization_id, id) select organization_id, id from mce_message",
          "insert into mce_lead (organization_id, id) select id, organization_id from mce_message"
              + " where organization_id = :organizationId",
          "insert into mce_lead (organization_id, id) select * from mce_message"
              + " where organization_id = :organizationId",
          "insert into mce_lead (organization_id, id) select :organizationId, id from mce_message"
              + " union select :other, id from mce_message where organization_id = :organizationId",
          "insert into mce_lead (organization_id, id)"
              + " values (:organizationId, (select max(id) from mce_message))",
          "insert into mce_source_key (source_key, organization_id) values (:key, :organizationId)"
              + " on conflict (source_key) do update set source_id = :id",
          "insert into mce_lead (organization_id, id) values (:organizationId, :id)"
              + " on conflict (organization_id, id) do update set organization_id = :other",
          "insert into mce_lead (organization_id, id) values (:organizationId, :id)"
              + " on conflict (organization_id, id)"
              + " do update set name = (select max(text) from mce_message)",
          "insert into mce_lead (organization_id, id) values (:organizationId, :id)"
              + " on conflict on constraint k do update set name = :name",
          "insert into mce_lead (organization_id, id) values (:organizationId, :id)"
              + " returning (select count(*) from mce_message)",
          "replace into mce_lead (organization_id, id) values (:organizationId, :id)",
          "insert or replace into mce_lead (organization_id) values (:organizationId)",
          // update and delete
          "update mce_lead set status = 'NEW'",
          "update mce_lead set status = 'NEW' where id = :id",
          "update mce_lead set organization_id = :organizationId"
              + " where organization_id = :organizationId",
          "update mce_lead set (status, organization_id) = (:s, :o)"
              + " where organization_id = :organizationId",
          "update mce_lead set score = (select count(*) from mce_message)"
              + " where organization_id = :organizationId",
          "update mce_lead l set score = 1 from mce_message m where m.lead_id = l.id"
              + " and l.organization_id = :organizationId",
          "update mce_lead l set score = 1 from mce_message m"
              + " where m.organization_id = :organizationId",
          "update mce_lead set score = 1 where organization_id = :organizationId"
              + " returning (select count(*) from mce_message)",
          "delete from mce_lead",
          "delete from mce_lead where id in (select id from mce_lead"
              + " where organization_id = :organizationId)",
          "delete from mce_lead where organization_id = :organizationId"
              + " and id in (select lead_id from mce_message)",
          "delete from mce_lead l using mce_message m where l.organization_id = :organizationId",
          // not ours to run
          "select task_name from mce_job where task_name = :organizationId",
          "select id from mce_unknown where organization_id = :organizationId",
          "select * into copy from mce_lead where organization_id = :organizationId",
          "table mce_lead",
          "truncate mce_lead",
          "drop table mce_lead",
          "create table x as select * from mce_lead",
          "alter table mce_lead add column x text",
          "pragma foreign_keys = off",
          "set role postgres",
          "explain select id from mce_lead where organization_id = :organizationId",
          "merge into mce_lead using mce_message on true when matched then delete",
          "call erase()",
          "select 1; select id from mce_lead",
          "select id from mce_lead where organization_id = :organizationId; delete from mce_lead",
          "select id /* where */ from mce_lead where organization_id = :organizationId",
          "select $$ x $$ from mce_lead where organization_id = :organizationId",
          "select id from mce_lead where organization_id = :organizationId and name = 'open",
          "selekt id from mce_lead where organization_id = :organizationId",
          "select id from mce_lead where organization_id = :organizationId and <condition>",
          "");

  static List<String> accepted() {
    return ACCEPTED;
  }

  static List<String> refused() {
    return REFUSED;
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void a_statement_that_keeps_to_its_organization_runs(String sql) {
    assertThatCode(() -> check.check(sql, Mode.ORGANIZATION)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_statement_that_could_leave_its_organization_is_refused(String sql) {
    assertThatThrownBy(() -> check.check(sql, Mode.ORGANIZATION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(sql);
  }

  @Test
  void the_refusal_names_the_table_its_alias_and_what_is_missing() {
    String sql =
        "select l.id from mce_lead l join mce_lead_tag t on t.lead_id = l.id"
            + " where l.organization_id = :organizationId";
    assertThatThrownBy(() -> check.check(sql, Mode.ORGANIZATION))
        .hasMessage(
            "Statement refused: mce_lead_tag (t) has no organization_id = :organizationId of its"
                + " own: a condition joined by and in the where of its select, or in its join if"
                + " that is a left join.\n"
                + sql);
    assertThatThrownBy(() -> check.check("select id from mce_lead", Mode.ORGANIZATION))
        .hasMessageContaining("mce_lead has no organization_id");
  }

  /**
   * Whatever an accepted statement does to keep to its organization, it does not do in vain:
   * without it, or with it weakened, the statement is refused.
   */
  @ParameterizedTest
  @MethodSource("mutants")
  void an_accepted_statement_with_one_condition_gone_or_weakened_is_refused(String mutant) {
    assertThatThrownBy(() -> check.check(mutant, Mode.ORGANIZATION))
        .isInstanceOf(IllegalStateException.class);
  }

  static Stream<String> mutants() {
    return ACCEPTED.stream().flatMap(OrganizationFilterCheckTest::mutantsOf).distinct();
  }

  private static Stream<String> mutantsOf(String sql) {
    Pattern condition =
        Pattern.compile(
            "(?<![\\w.:])((?:\\w+\\.)?\"?organization_id\"?)\\s*=\\s*(:organizationId|\\w+\\.organization_id)"
                + "|(:organizationId)\\s*=\\s*((?:\\w+\\.)?organization_id)",
            Pattern.CASE_INSENSITIVE);
    List<String> mutants = new ArrayList<>();
    for (MatchResult match : condition.matcher(withoutComments(sql)).results().toList()) {
      String own = match.group();
      for (String instead :
          List.of(
              "true",
              "(" + own + " or 1 = 1)",
              "not (" + own + ")",
              "(" + own + ") is not null",
              own.replace("=", "<>"),
              own.replace("=", ">="),
              own.replaceAll("(?i)organization_id", "owner_id"),
              own.replace(":organizationId", ":otherId").replaceFirst("= \\w+\\.", "= nowhere."),
              own.replace(":organizationId", "'acme'").replaceFirst("= \\w+\\.", "= nowhere."),
              "case when " + own + " then true else true end")) {
        mutants.add(spliced(withoutComments(sql), match, instead));
      }
    }
    return mutants.stream();
  }

  @Test
  void there_are_many_mutants() {
    assertThat(mutants().count()).isGreaterThan(500);
  }

  /** Tables added at random to an accepted select are noticed wherever they are added. */
  @Test
  void a_table_slipped_in_anywhere_is_noticed() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("OrganizationFilterCheckTest: repeat with -Dmce.seed=" + seed);
    Random random = new Random(seed);
    List<String> places =
        List.of(
            "select (select max(x.id) from mce_message x) as z, ",
            "select exists (select 1 from mce_message), ",
            "select coalesce((select 1 from mce_message limit 1), 0), ");
    int tried = 0;
    for (String sql : ACCEPTED) {
      List<MatchResult> selects =
          Pattern.compile("\\bselect (?!distinct|exists)").matcher(sql).results().toList();
      for (MatchResult match : selects) {
        String mutant = spliced(sql, match, places.get(random.nextInt(places.size())));
        assertThatThrownBy(() -> check.check(mutant, Mode.ORGANIZATION))
            .as("seed %d: %s", seed, mutant)
            .isInstanceOf(IllegalStateException.class);
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select organization_id, source_id from mce_source_key where source_key = :key",
        "select h.seq from mce_event_head h join mce_source_key k"
            + " on k.organization_id = h.organization_id",
        "insert into mce_source_key (source_key, organization_id, source_id) values (:a, :b, :c)"
            + " on conflict (source_key) do update set organization_id = excluded.organization_id",
        "update mce_event_head set seq = 0 where organization_id = :id",
        "delete from mce_job where execution_time < :before",
        "select 1"
      })
  void a_directory_transaction_reaches_directory_tables(String sql) {
    assertThatCode(() -> check.check(sql, Mode.DIRECTORY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from mce_lead",
        "select id from mce_lead where organization_id = :organizationId",
        "select k.source_key from mce_source_key k join mce_lead l on l.id = k.source_id",
        "select (select count(*) from mce_lead) from mce_event_head",
        "with x as (select * from mce_lead) select * from x",
        "insert into mce_source_key (source_key) select name from mce_lead",
        "update mce_lead set name = 'x' where organization_id = :organizationId",
        "delete from mce_event_head where seq in (select score from mce_lead)",
        "select * from mce_unknown",
        "drop table mce_event_head",
        "select 1; select id from mce_lead"
      })
  void a_directory_transaction_reaches_no_business_table(String sql) {
    assertThatThrownBy(() -> check.check(sql, Mode.DIRECTORY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(sql);
  }

  @Test
  void every_statement_of_the_catalogue_without_a_filter_is_refused() {
    TableCatalog real = TableCatalog.load();
    OrganizationFilterCheck ofTheEngine = new OrganizationFilterCheck(real);
    for (TableCatalog.Table table : real.all()) {
      assertThatThrownBy(
              () -> ofTheEngine.check("select * from " + table.name(), Mode.ORGANIZATION))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(table.name());
      if (table.columns().containsKey("organization_id")) {
        String columns = String.join(", ", table.columns().keySet());
        ofTheEngine.check(
            "select "
                + columns
                + " from "
                + table.name()
                + " where organization_id = :organizationId",
            Mode.ORGANIZATION);
      }
    }
  }

  @Test
  void the_same_statement_gets_the_same_verdict_every_time_in_each_mode() {
    String sql = "select seq from mce_event_head";
    for (int round = 0; round < 3; round++) {
      assertThatThrownBy(() -> check.check(sql, Mode.ORGANIZATION))
          .isInstanceOf(IllegalStateException.class);
      check.check(sql, Mode.DIRECTORY);
    }
  }

  @Test
  void verdicts_stay_right_when_more_statements_come_than_are_remembered() {
    IntStream.range(0, 10_100)
        .forEach(n -> check.check("select " + n + " as n", Mode.ORGANIZATION));
    check.check(ACCEPTED.getFirst(), Mode.ORGANIZATION);
    assertThatThrownBy(() -> check.check(REFUSED.getFirst(), Mode.ORGANIZATION))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void switched_off_it_lets_everything_pass() {
    OrganizationFilterCheck.switchedOff(TABLES).check("select id from mce_lead", Mode.ORGANIZATION);
  }

  private static String withoutComments(String sql) {
    return sql.replaceAll("--.*", "");
  }

  private static String spliced(String sql, MatchResult at, String instead) {
    return sql.substring(0, at.start()) + instead + sql.substring(at.end());
  }
}
