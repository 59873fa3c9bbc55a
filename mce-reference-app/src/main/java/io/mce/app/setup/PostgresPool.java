package io.mce.app.setup;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import javax.sql.DataSource;

/** The connection pool, when the server runs on PostgreSQL. */
final class PostgresPool implements AutoCloseable {

  private final Optional<HikariDataSource> pool;

  PostgresPool(Optional<HikariDataSource> pool) {
    this.pool = pool;
  }

  Optional<DataSource> dataSource() {
    return pool.map(each -> each);
  }

  @Override
  public void close() {
    pool.ifPresent(HikariDataSource::close);
  }
}
