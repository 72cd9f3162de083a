/* Stands between a program and the C library: calls that change a disk, or that read it, fail on demand, or are written
   down.

   LD_PRELOAD names it, KLA_SHIM names a file of one page that all processes share and shim.py fills in. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OFF, FAIL, RECORD, FAIL_READS };
enum { OPEN, CREATE, WRITE, SYNC, SIZE, RENAME, UNLINK, MKDIR, MARK, LINK };

struct page {
    int32_t mode, error, lasting, unused;
    int64_t nth, count, failed;
    char roots[2][PATH_MAX / 4]; /* below these; "" is nowhere */
    char log[PATH_MAX / 4];
};
struct entry { uint32_t kind, path, other, unused; uint64_t inode, at, size; };

static struct page *page;
static int log_file = -1;

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void start(void) {
    const char *name = getenv("KLA_SHIM");
    int file = name ? syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC, 0) : -1;
    if (file < 0) return;
    void *found = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (found != MAP_FAILED) page = found;
    close(file);
}

/* --- whose calls are meant */

static int below(const char *path) {
    for (int n = 0; n < 2; n++) {
        size_t length = strlen(page->roots[n]);
        if (length && !strncmp(path, page->roots[n], length) && (!path[length] || path[length] == '/')) return 1;
    }
    return 0;
}

static int linked(const char *link, char *out) {
    ssize_t length = readlink(link, out, PATH_MAX - 1);
    out[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static int whole(int folder, const char *path, char *out) { /* an absolute path, if it is one of ours */
    if (!page || page->mode == OFF || !path || strlen(path) >= PATH_MAX) return 0;
    if (*path == '/') {
        strcpy(out, path);
        return below(out);
    }
    char link[64];
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    if (!linked(link, out) || strlen(out) + strlen(path) + 2 > PATH_MAX) return 0;
    strcat(out, "/");
    strcat(out, path);
    return below(out);
}

static int of(int file, char *out) { /* the path of an open file, if it is one of ours */
    char link[64];
    if (!page || page->mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    return linked(link, out) && below(out);
}

/* --- failing */

static int meant(int kind, int writes) { /* whether a disk would say this error to this call */
    switch (page->error) {
    case EROFS: case EACCES: return kind == CREATE || kind == RENAME || kind == UNLINK || kind == MKDIR || (kind == OPEN && writes);
    case EFBIG: return kind == WRITE || kind == SIZE;
    case ENOSPC: case EDQUOT: return kind == CREATE || kind == WRITE || kind == SIZE || kind == RENAME || kind == MKDIR || kind == SYNC;
    default: return 1;
    }
}

static int counted(void) { /* whether the call that is next in turn is the one to fail */
    int64_t number = __sync_add_and_fetch(&page->count, 1);
    if (number != page->nth && !(page->lasting && number > page->nth)) return 0;
    __sync_add_and_fetch(&page->failed, 1);
    if (!page->error) kill(getpid(), SIGKILL);
    errno = page->error;
    return 1;
}

static int fails(int kind, int writes) { return page->mode == FAIL && meant(kind, writes) && counted(); }

static int unreadable(int file) {
    char name[PATH_MAX];
    return page && page->mode == FAIL_READS && of(file, name) && counted();
}

/* --- writing down: the call and its line under one lock of all processes, so that the order is true */

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int begin(void) { /* the system lets go of a file's lock when a process is killed in the middle */
    if (page->mode != RECORD) return 0;
    pthread_mutex_lock(&turn);
    if (log_file < 0) log_file = syscall(SYS_openat, AT_FDCWD, page->log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    while (flock(log_file, LOCK_EX) && errno == EINTR) continue;
    return 1;
}

static void end(void) {
    int before = errno;
    flock(log_file, LOCK_UN);
    pthread_mutex_unlock(&turn);
    errno = before;
}

static void put(int kind, const char *path, const char *other, uint64_t inode, uint64_t at, const void *data, uint64_t size) {
    int before = errno;
    struct entry line = {kind, strlen(path), strlen(other), 0, inode, at, data ? size : 0};
    struct iovec parts[] = {{&line, sizeof line}, {(void *)path, line.path}, {(void *)other, line.other}, {(void *)data, line.size}};
    syscall(SYS_writev, log_file, parts, data ? 4 : 3);
    errno = before;
}

static uint64_t inode_of(int file) { struct stat found; return fstat(file, &found) ? 0 : found.st_ino; }

void kla_mark(const char *text) { if (page && begin()) { put(MARK, text, "", 0, 0, NULL, 0); end(); } }

/* --- the calls */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char name[PATH_MAX];
    int ours = whole(folder, path, name);
    if (!ours) return syscall(SYS_openat, folder, path, flags, mode);
    struct stat found;
    int fresh = (flags & O_CREAT) && lstat(name, &found);
    if (fails(fresh ? CREATE : OPEN, flags & (O_WRONLY | O_RDWR))) return -1;
    int noted = begin();
    int file = syscall(SYS_openat, folder, path, flags, mode);
    if (noted && file >= 0 && fresh) put(CREATE, name, "", inode_of(file), 0, NULL, 0);
    else if (noted && file >= 0 && (flags & O_TRUNC)) put(SIZE, name, "", inode_of(file), 0, NULL, 0);
    if (noted) end();
    return file;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static off_t place(int file) {
    struct stat found;
    return (fcntl(file, F_GETFL) & O_APPEND) && !fstat(file, &found) ? found.st_size : lseek(file, 0, SEEK_CUR);
}

ssize_t write(int file, const void *data, size_t size) {
    REAL(write);
    char name[PATH_MAX];
    if (!of(file, name)) return real(file, data, size);
    if (fails(WRITE, 1)) return -1;
    int noted = begin();
    off_t at = noted ? place(file) : 0;
    ssize_t done = real(file, data, size);
    if (noted && done > 0) put(WRITE, name, "", inode_of(file), at, data, done);
    if (noted) end();
    return done;
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    char name[PATH_MAX];
    if (!of(file, name)) return real(file, data, size, at);
    if (fails(WRITE, 1)) return -1;
    int noted = begin();
    ssize_t done = real(file, data, size, at);
    if (noted && done > 0) put(WRITE, name, "", inode_of(file), at, data, done);
    if (noted) end();
    return done;
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

ssize_t read(int file, void *data, size_t size) { REAL(read); return unreadable(file) ? -1 : real(file, data, size); }
ssize_t pread64(int file, void *data, size_t size, off64_t at) {
    REAL(pread64);
    return unreadable(file) ? -1 : real(file, data, size, at);
}
ssize_t pread(int file, void *data, size_t size, off_t at) { return pread64(file, data, size, at); }
ssize_t readv(int file, const struct iovec *parts, int count) {
    REAL(readv);
    return unreadable(file) ? -1 : real(file, parts, count);
}
struct dirent64 *readdir64(DIR *folder) { REAL(readdir64); return unreadable(dirfd(folder)) ? NULL : real(folder); }
struct dirent *readdir(DIR *folder) { return (struct dirent *)readdir64(folder); }

ssize_t writev(int file, const struct iovec *parts, int count) { /* one part at a time; a short write is lawful */
    REAL(writev);
    char name[PATH_MAX];
    if (!of(file, name)) return real(file, parts, count);
    for (int n = 0; n < count; n++) if (parts[n].iov_len) return write(file, parts[n].iov_base, parts[n].iov_len);
    return 0;
}

/* Copies inside the kernel cannot be written down; everybody who asks for one goes on without. */
ssize_t sendfile(int out, int in, off_t *at, size_t size) {
    REAL(sendfile);
    char name[PATH_MAX];
    if (of(out, name)) { errno = EINVAL; return -1; }
    return real(out, in, at, size);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t size) { return sendfile(out, in, at, size); }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
    REAL(copy_file_range);
    char name[PATH_MAX];
    if (of(out, name)) { errno = EINVAL; return -1; }
    return real(in, from, out, to, size, flags);
}

static int synced(int file, int (*real)(int)) {
    char name[PATH_MAX];
    if (!of(file, name)) return real(file);
    if (fails(SYNC, 1)) return -1;
    int noted = begin();
    int done = real(file);
    if (noted && !done) put(SYNC, name, "", inode_of(file), 0, NULL, 0);
    if (noted) end();
    return done;
}
int fsync(int file) { REAL(fsync); return synced(file, real); }
int fdatasync(int file) { REAL(fdatasync); return synced(file, real); }

int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    char name[PATH_MAX];
    if (!of(file, name)) return real(file, size);
    if (fails(SIZE, 1)) return -1;
    int noted = begin();
    int done = real(file, size);
    if (noted && !done) put(SIZE, name, "", inode_of(file), size, NULL, 0);
    if (noted) end();
    return done;
}
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int posix_fallocate64(int file, off64_t at, off64_t size) {
    REAL(posix_fallocate64);
    char name[PATH_MAX];
    if (!of(file, name)) return real(file, at, size);
    if (fails(SIZE, 1)) return errno;
    struct stat found;
    int noted = begin();
    int done = real(file, at, size);
    if (noted && !done && !fstat(file, &found)) put(SIZE, name, "", found.st_ino, found.st_size, NULL, 0);
    if (noted) end();
    return done;
}
int posix_fallocate(int file, off_t at, off_t size) { return posix_fallocate64(file, at, size); }

static int moved(int from, const char *old, int to, const char *new, unsigned flags) {
    char before[PATH_MAX], after[PATH_MAX];
    int ours = whole(from, old, before) | whole(to, new, after);
    if (ours && fails(RENAME, 1)) return -1;
    int noted = ours && begin();
    int done = syscall(SYS_renameat2, from, old, to, new, flags);
    if (noted && !done) put(RENAME, before, after, 0, 0, NULL, 0);
    if (noted) end();
    return done;
}
int rename(const char *old, const char *new) { return moved(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return moved(from, old, to, new, 0); }
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) { return moved(from, old, to, new, flags); }

static int removed(int folder, const char *path, int flags) {
    char name[PATH_MAX];
    int ours = whole(folder, path, name);
    if (ours && fails(UNLINK, 1)) return -1;
    int noted = ours && begin();
    int done = syscall(SYS_unlinkat, folder, path, flags);
    if (noted && !done) put(UNLINK, name, "", 0, 0, NULL, 0);
    if (noted) end();
    return done;
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

static int linked_to(int from, const char *old, int to, const char *new, int flags) {
    char before[PATH_MAX], after[PATH_MAX];
    int ours = whole(to, new, after) && whole(from, old, before);
    if (ours && fails(CREATE, 1)) return -1;
    int noted = ours && begin();
    int done = syscall(SYS_linkat, from, old, to, new, flags);
    if (noted && !done) put(LINK, before, after, 0, 0, NULL, 0);
    if (noted) end();
    return done;
}
int link(const char *old, const char *new) { return linked_to(AT_FDCWD, old, AT_FDCWD, new, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags) { return linked_to(from, old, to, new, flags); }

static int made(int folder, const char *path, mode_t mode) {
    char name[PATH_MAX];
    int ours = whole(folder, path, name);
    if (ours && fails(MKDIR, 1)) return -1;
    int noted = ours && begin();
    int done = syscall(SYS_mkdirat, folder, path, mode);
    if (noted && !done) put(MKDIR, name, "", 0, 0, NULL, 0);
    if (noted) end();
    return done;
}
int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made(folder, path, mode); }
