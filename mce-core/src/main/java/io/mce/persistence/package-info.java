/**
 * Transactions of one organization on SQLite or PostgreSQL, from one set of migrations.
 *
 * <p>{@link io.mce.persistence.Database} is the only way to a connection. A transaction belongs to
 * one organization, or reads the few directory tables that must be found before an organization is
 * known. Every statement is checked for its organization before it runs; PostgreSQL checks again
 * with row-level security.
 */
@NullMarked
package io.mce.persistence;

import org.jspecify.annotations.NullMarked;
