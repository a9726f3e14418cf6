/*
 * What the machine itself can do, for any pool to be measured by: two processes and two pipes, a pipe and
 * blocks of 64 KiB, and a copy in memory.
 *
 *     limits pingpong SIZE COUNT   nanoseconds there and back: the median, and the 99th of 100
 *     limits pipe BYTES            nanoseconds for all of them from one process to another
 *     limits memory BYTES          nanoseconds for all of them from one array to another
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, ARRAY = 64 * 1024 * 1024 };

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void write_all(int to, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(to, bytes, count);
    if (written <= 0) fail("write");
    bytes += written;
    count -= written;
  }
}

/* 0 at the end of what there is. */
static int read_all(int from, char *bytes, size_t count) {
  while (count > 0) {
    ssize_t got = read(from, bytes, count);
    if (got < 0) fail("read");
    if (got == 0) return 0;
    bytes += got;
    count -= got;
  }
  return 1;
}

static int ascending(const void *one, const void *other) {
  long long a = *(const long long *)one, b = *(const long long *)other;
  return (a > b) - (a < b);
}

static void pingpong(size_t size, int count) {
  int there[2], back[2];
  char *bytes = calloc(1, size);
  long long *nanos = calloc(count, sizeof *nanos);
  if (pipe(there) || pipe(back)) fail("pipe");
  if (fork() == 0) {
    close(there[1]);
    while (read_all(there[0], bytes, size)) write_all(back[1], bytes, size);
    exit(0);
  }
  for (int i = -count / 4; i < count; i++) {
    long long start = now();
    write_all(there[1], bytes, size);
    if (!read_all(back[0], bytes, size)) fail("the other process");
    if (i >= 0) nanos[i] = now() - start;
  }
  close(there[1]);
  wait(NULL);
  qsort(nanos, count, sizeof *nanos, ascending);
  printf("%lld %lld\n", nanos[count / 2], nanos[(size_t)count * 99 / 100]);
}

static void pipe_copy(long long total) {
  int way[2];
  char *block = malloc(BLOCK);
  memset(block, 1, BLOCK);
  if (pipe(way)) fail("pipe");
  long long start = now();
  if (fork() == 0) {
    close(way[0]);
    for (long long sent = 0; sent < total; sent += BLOCK) write_all(way[1], block, BLOCK);
    exit(0);
  }
  close(way[1]);
  while (read(way[0], block, BLOCK) > 0) continue;
  long long nanos = now() - start;
  wait(NULL);
  printf("%lld\n", nanos);
}

static void memory_copy(long long total) {
  char *from = malloc(ARRAY), *to = malloc(ARRAY);
  memset(from, 1, ARRAY);
  memset(to, 2, ARRAY);
  long long start = now();
  for (long long copied = 0; copied < total; copied += ARRAY) {
    memcpy(to, from, ARRAY);
    from[copied % ARRAY] = to[ARRAY - 1]; /* so that no copy can be left out */
  }
  printf("%lld\n", now() - start);
}

int main(int count, char **words) {
  if (count == 4 && !strcmp(words[1], "pingpong")) pingpong(atol(words[2]), atoi(words[3]));
  else if (count == 3 && !strcmp(words[1], "pipe")) pipe_copy(atoll(words[2]));
  else if (count == 3 && !strcmp(words[1], "memory")) memory_copy(atoll(words[2]));
  else return 2;
  return 0;
}
