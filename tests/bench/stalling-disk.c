/* A disk that stops answering: every STALL_EVERY_S seconds one fsync or fdatasync takes STALL_S seconds longer.
   Loaded with LD_PRELOAD into the process whose disk it is. Each stall is one byte more in STALL_LOG. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static time_t stalled_at;

static long setting(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static time_t now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec;
}

static void stall(void) {
  const char *log = getenv("STALL_LOG");
  if (!log) return;
  if (stalled_at == 0) stalled_at = now();
  if (now() - stalled_at < setting("STALL_EVERY_S")) return;
  int file = open(log, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (file >= 0) {
    if (write(file, ".", 1) < 0) { /* the count is only for the report */
    }
    close(file);
  }
  sleep((unsigned)setting("STALL_S"));
  stalled_at = now();
}

int fsync(int file) {
  stall();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
  stall();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
