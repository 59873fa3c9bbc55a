/**
 * What an organization sells: a building, a course, a car. A project has a name, a place, a range
 * of prices, configurations, and facts to answer questions with; files and forms name it by its
 * code. Publishes {@link io.mce.project.ProjectCreated} and {@link io.mce.project.ProjectChanged}.
 * Uses organization.
 */
@NullMarked
package io.mce.project;

import org.jspecify.annotations.NullMarked;
