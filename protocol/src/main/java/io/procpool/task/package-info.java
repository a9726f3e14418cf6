/**
 * What a caller may send to a worker: functions, jobs, and what a task can learn of itself.
 *
 * @serial exclude
 */
package io.procpool.task;
