/*
 * The limit: a TFTP server of the same design as Ringback's engine, in C, with nothing in it that costs time. One
 * thread; one request socket; two transfer sockets shared by all transfers, which are found by the client's address
 * and port; recvmmsg and sendmmsg; files as ready wire images; UDP_SEGMENT for windows. It reads only (RFC 1350, 2347,
 * 2348, 2349, 7440), checks names for nothing but '/' and '..', keeps no log, and sets no limits. It exists to be
 * measured beside the servers that people use, and must not be used by anybody else.
 *
 *   reference ADDRESS PORT ROOT [--spin MICROSECONDS]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum {
    DOORS = 2,                   /* transfer sockets */
    BATCH = 128,                 /* datagrams to a system call */
    LARGEST_PACKET = 600,        /* a request has 512 bytes at most, an ACK four */
    RECEIVE_BUFFER = 4 << 20,    /* 5000 phones ask in one moment */
    MAXIMUM_WINDOW = 64,         /* also the most segments that the kernel takes at once */
    LARGEST_DATAGRAM = 65507,    /* over IPv4 */
    TABLE = 1 << 16,             /* slots; a power of two, far more than transfers */
    SCAN_MILLISECONDS = 10,      /* how exact the retransmission timer is */
    FIRST_TIMEOUT = 1000,        /* milliseconds, before a round trip was measured */
    SHORTEST_TIMEOUT = 100,
    LONGEST_TIMEOUT = 4000,
    SENDS_BEFORE_ANSWER = 3,
    SENDS_WITHOUT_PROGRESS = 14,
};

/* A file as it goes over the wire: every block with its header, one behind the other. */
struct image {
    struct image *next;
    char name[256];
    int block_size;
    int64_t file_bytes, wire_bytes, blocks;
    uint8_t *wire;
};

struct transfer {
    uint64_t key;                /* address, port, door */
    struct sockaddr_in client;
    struct image *image;
    int64_t acknowledged, sent, sent_at, deadline; /* blocks, blocks, ns, ns */
    int door, window, timeout, fixed_timeout, round_trip, sends, repeated, answered, place; /* times in ms */
    int option_bytes;            /* of the OACK, 0 without or when it was acknowledged */
    char options[160];
};

static struct transfer *table[TABLE], *active[TABLE / 2];
static int active_count, requests, doors[DOORS], next_door, segmentation = 1;
static struct image *images;
static const char *root;
static int64_t now;

static struct mmsghdr out[BATCH];
static struct iovec out_piece[BATCH];
static struct sockaddr_in out_client[BATCH];
static union { char bytes[CMSG_SPACE(sizeof(uint16_t))]; struct cmsghdr align; } out_control[BATCH];
static int out_count, out_socket;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int64_t clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* ---- sending ---- */

/* Sends the datagrams of one segmented message each by itself, where the kernel or the path cannot segment. */
static void send_apart(struct mmsghdr *message) {
    uint16_t size;
    memcpy(&size, CMSG_DATA(CMSG_FIRSTHDR(&message->msg_hdr)), sizeof size);
    struct iovec *piece = message->msg_hdr.msg_iov;
    for (size_t at = 0; at < piece->iov_len; at += size) {
        size_t length = piece->iov_len - at < size ? piece->iov_len - at : size;
        sendto(out_socket, (char *)piece->iov_base + at, length, 0, message->msg_hdr.msg_name,
               message->msg_hdr.msg_namelen);
    }
}

static void flush(void) {
    for (int done = 0; done < out_count;) {
        int sent = sendmmsg(out_socket, out + done, out_count - done, 0);
        if (sent > 0) {
            done += sent;
        } else if (errno == EAGAIN) {
            poll(&(struct pollfd){ .fd = out_socket, .events = POLLOUT }, 1, SCAN_MILLISECONDS);
        } else if (errno != EINTR) {
            if (out[done].msg_hdr.msg_controllen) {
                segmentation = 0;
                send_apart(&out[done]);
            }
            done++; /* what could not be sent is lost, and the timer repeats it */
        }
    }
    out_count = 0;
}

static void queue(int socket, const struct sockaddr_in *client, const void *bytes, size_t length, size_t segment) {
    if (out_count == BATCH || (out_count > 0 && out_socket != socket)) flush();
    int i = out_count++;
    out_socket = socket;
    out_client[i] = *client;
    out_piece[i] = (struct iovec){ (void *)bytes, length };
    out[i].msg_hdr = (struct msghdr){ .msg_name = &out_client[i], .msg_namelen = sizeof *client,
                                      .msg_iov = &out_piece[i], .msg_iovlen = 1 };
    if (segment == 0 || segment >= length) return;
    out[i].msg_hdr.msg_control = &out_control[i];
    out[i].msg_hdr.msg_controllen = sizeof out_control[i].bytes;
    struct cmsghdr *control = CMSG_FIRSTHDR(&out[i].msg_hdr);
    *control = (struct cmsghdr){ .cmsg_level = IPPROTO_UDP, .cmsg_type = UDP_SEGMENT,
                                 .cmsg_len = CMSG_LEN(sizeof(uint16_t)) };
    memcpy(CMSG_DATA(control), &(uint16_t){ (uint16_t)segment }, sizeof(uint16_t));
}

static void send_error(int socket, const struct sockaddr_in *client, uint8_t code, const char *words) {
    char packet[64] = { 0, 5, 0, (char)code };
    size_t length = 4 + strlen(strcpy(packet + 4, words)) + 1;
    sendto(socket, packet, length, 0, (const struct sockaddr *)client, sizeof *client);
}

/* ---- files ---- */

static struct image *open_image(const char *name, int block_size) {
    for (struct image *known = images; known; known = known->next)
        if (known->block_size == block_size && strcmp(known->name, name) == 0) return known;
    if (strchr(name, '/') || strstr(name, "..") || strlen(name) >= sizeof images->name) return NULL;
    char path[4096];
    struct stat about;
    if (snprintf(path, sizeof path, "%s/%s", root, name) >= (int)sizeof path) return NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return NULL;
    struct image *image = calloc(1, sizeof *image);
    if (!image || fstat(file, &about) || !S_ISREG(about.st_mode)) goto failed;
    strcpy(image->name, name);
    image->block_size = block_size;
    image->file_bytes = about.st_size;
    image->blocks = about.st_size / block_size + 1;
    image->wire_bytes = about.st_size + 4 * image->blocks;
    if (!(image->wire = malloc(image->wire_bytes))) goto failed;
    for (int64_t block = 1; block <= image->blocks; block++) {
        int64_t from = (block - 1) * block_size;
        int64_t length = image->file_bytes - from < block_size ? image->file_bytes - from : block_size;
        uint8_t *at = image->wire + (block - 1) * (block_size + 4);
        memcpy(at, (uint8_t[]){ 0, 3, (uint8_t)(block >> 8), (uint8_t)block }, 4);
        if (pread(file, at + 4, length, from) != length) goto failed;
    }
    close(file);
    image->next = images;
    return images = image;

failed:
    close(file);
    if (image) free(image->wire);
    free(image);
    return NULL;
}

/* ---- transfers ---- */

static uint64_t key_of(const struct sockaddr_in *client, int door) {
    return (uint64_t)client->sin_addr.s_addr << 32 | (uint64_t)client->sin_port << 8 | (uint64_t)door;
}

static uint32_t slot_of(uint64_t key) {
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 48) & (TABLE - 1);
}

static struct transfer *find(uint64_t key) {
    for (uint32_t slot = slot_of(key); table[slot]; slot = (slot + 1) & (TABLE - 1))
        if (table[slot]->key == key) return table[slot];
    return NULL;
}

/* Closes the gap behind what is taken out, so that the table needs no marks for what was there once. */
static void forget(struct transfer *gone) {
    uint32_t gap = slot_of(gone->key);
    while (table[gap] != gone) gap = (gap + 1) & (TABLE - 1);
    for (uint32_t slot = (gap + 1) & (TABLE - 1); table[slot]; slot = (slot + 1) & (TABLE - 1)) {
        uint32_t home = slot_of(table[slot]->key);
        if (((slot - home) & (TABLE - 1)) < ((slot - gap) & (TABLE - 1))) continue;
        table[gap] = table[slot];
        gap = slot;
    }
    table[gap] = NULL;
    active[gone->place] = active[--active_count];
    active[gone->place]->place = gone->place;
    free(gone);
}

static void send_flight(struct transfer *t) {
    t->sends++;
    t->sent_at = now;
    t->deadline = now + t->timeout * INT64_C(1000000);
    if (t->option_bytes) {
        queue(doors[t->door], &t->client, t->options, t->option_bytes, 0);
        return;
    }
    int64_t size = t->image->block_size + 4, first = t->acknowledged, last = first + t->window;
    if (last > t->image->blocks) last = t->image->blocks;
    int64_t together = segmentation && size < LARGEST_DATAGRAM ? LARGEST_DATAGRAM / size : 1;
    while (first < last) {
        int64_t count = last - first < together ? last - first : together;
        int64_t end = (first + count) * size < t->image->wire_bytes ? (first + count) * size : t->image->wire_bytes;
        queue(doors[t->door], &t->client, t->image->wire + first * size, end - first * size, count > 1 ? size : 0);
        first += count;
    }
    if (last > t->sent) t->sent = last;
}

static void acknowledge(struct transfer *t, uint16_t wire_block) {
    int64_t block = t->acknowledged + (int16_t)(wire_block - (uint16_t)t->acknowledged);
    if (t->option_bytes ? wire_block != 0 : block <= t->acknowledged || block > t->sent) return;
    if (!t->repeated) {
        int sample = (int)((now - t->sent_at) / 1000000);
        t->round_trip = t->answered ? (7 * t->round_trip + sample) / 8 : sample;
    }
    t->answered = 1;
    t->timeout = 3 * t->round_trip < SHORTEST_TIMEOUT ? SHORTEST_TIMEOUT : 3 * t->round_trip;
    if (t->fixed_timeout) t->timeout = t->fixed_timeout;
    t->sends = t->repeated = 0;
    if (t->option_bytes) t->option_bytes = 0;
    else if ((t->acknowledged = block) == t->image->blocks) return forget(t);
    send_flight(t);
}

static void repeat_what_is_due(void) {
    for (int i = active_count - 1; i >= 0; i--) {
        struct transfer *t = active[i];
        if (t->deadline > now) continue;
        if (t->sends >= (t->answered ? SENDS_WITHOUT_PROGRESS : SENDS_BEFORE_ANSWER)) {
            forget(t);
            continue;
        }
        t->repeated = 1;
        if (!t->fixed_timeout) t->timeout = t->timeout < LONGEST_TIMEOUT / 2 ? 2 * t->timeout : LONGEST_TIMEOUT;
        send_flight(t);
    }
    flush();
}

/* ---- requests ---- */

/* Takes the next string of a request, or NULL when there is none with its NUL. */
static char *take(char **at, const char *end) {
    char *text = *at, *nul = text < end ? memchr(text, 0, end - text) : NULL;
    if (nul) *at = nul + 1;
    return nul ? text : NULL;
}

static void agree(struct transfer *t, const char *name, int64_t value) {
    char *at = t->options + t->option_bytes;
    size_t room = sizeof t->options - t->option_bytes;
    if (strlen(name) > 16 || room < 48) return;
    if (t->option_bytes == 0) t->options[1] = 6, t->option_bytes = 2, at += 2;
    t->option_bytes += sprintf(at, "%s%c%lld", name, 0, (long long)value) + 1;
}

static void answer_request(const struct sockaddr_in *client, char *packet, size_t length) {
    char *at = packet + 2, *end = packet + length, *option, *text;
    char *name = take(&at, end), *mode = take(&at, end), *options = at;
    if (length < 4 || packet[0] != 0 || packet[1] != 1 || !name || !mode) return;
    int block_size = 512;
    while ((option = take(&at, end)) && (text = take(&at, end)))
        if (!strcasecmp(option, "blksize") && atoi(text) >= 8 && atoi(text) <= 65464) block_size = atoi(text);
    struct image *image = open_image(name, block_size);
    if (!image) return send_error(doors[0], client, 1, "File not found");

    /* A request that came twice has its transfer already. A new one from the same port takes another door, so that
       late packets of the old one cannot be mistaken. */
    int door = next_door = (next_door + 1) % DOORS;
    for (int i = 0; i < DOORS; i++) {
        struct transfer *other = find(key_of(client, i));
        if (!other) continue;
        if (other->image == image && !other->answered) return;
        door = (i + 1) % DOORS;
    }
    struct transfer *old = find(key_of(client, door)), *t;
    if (old) forget(old);
    if (active_count == TABLE / 2 || !(t = calloc(1, sizeof *t))) return;
    *t = (struct transfer){ .key = key_of(client, door), .client = *client, .image = image, .door = door, .window = 1,
                            .timeout = FIRST_TIMEOUT, .place = active_count };
    for (at = options; (option = take(&at, end)) && (text = take(&at, end));) {
        int value = atoi(text);
        if (!strcasecmp(option, "blksize") && value == block_size) {
            agree(t, option, value);
        } else if (!strcasecmp(option, "windowsize") && value > 0) {
            agree(t, option, t->window = value < MAXIMUM_WINDOW ? value : MAXIMUM_WINDOW);
        } else if (!strcasecmp(option, "timeout") && value > 0 && value < 256) {
            agree(t, option, value);
            t->timeout = t->fixed_timeout = 1000 * value;
        } else if (!strcasecmp(option, "tsize")) {
            agree(t, option, image->file_bytes);
        }
    }
    active[active_count++] = t;
    uint32_t slot = slot_of(t->key);
    while (table[slot]) slot = (slot + 1) & (TABLE - 1);
    table[slot] = t;
    send_flight(t);
}

static void answer_transfer(int door, const struct sockaddr_in *client, const uint8_t *packet, size_t length) {
    struct transfer *t = find(key_of(client, door));
    if (length < 4 || packet[0] != 0 || packet[1] < 4 || packet[1] > 5) return;
    if (!t) {
        if (packet[1] == 4) send_error(doors[door], client, 5, "Unknown transfer ID");
    } else if (packet[1] == 5) {
        forget(t);
    } else {
        acknowledge(t, (uint16_t)(packet[2] << 8 | packet[3]));
    }
}

/* ---- the loop ---- */

/* Reads one batch from a socket (a door, or DOORS for the request socket) and sends what it asks for. */
static void serve(int door) {
    static char buffer[BATCH][LARGEST_PACKET];
    static struct sockaddr_in client[BATCH];
    static struct iovec piece[BATCH];
    static struct mmsghdr in[BATCH];
    for (int i = 0; i < BATCH; i++) {
        piece[i] = (struct iovec){ buffer[i], LARGEST_PACKET };
        in[i].msg_hdr = (struct msghdr){ .msg_name = &client[i], .msg_namelen = sizeof client[i],
                                         .msg_iov = &piece[i], .msg_iovlen = 1 };
    }
    int got = recvmmsg(door == DOORS ? requests : doors[door], in, BATCH, MSG_DONTWAIT, NULL);
    now = clock_now();
    for (int i = 0; i < got; i++) {
        if (door == DOORS) answer_request(&client[i], buffer[i], in[i].msg_len);
        else answer_transfer(door, &client[i], (uint8_t *)buffer[i], in[i].msg_len);
    }
    flush();
}

static int open_socket(struct sockaddr_in address, uint16_t port) {
    int socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    address.sin_port = htons(port);
    if (socket_ < 0 || bind(socket_, (struct sockaddr *)&address, sizeof address)) die("socket");
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &(int){ RECEIVE_BUFFER }, sizeof(int));
    return socket_;
}

int main(int count, char **arguments) {
    struct sockaddr_in address = { .sin_family = AF_INET };
    int spins = count == 6 && strcmp(arguments[4], "--spin") == 0;
    if ((count != 4 && !spins) || inet_pton(AF_INET, arguments[1], &address.sin_addr) != 1) {
        fprintf(stderr, "usage: reference ADDRESS PORT ROOT [--spin MICROSECONDS]\n");
        return 2;
    }
    root = arguments[3];
    int64_t spin = spins ? atoi(arguments[5]) * INT64_C(1000) : 0, last_work = 0, next_scan = 0;
    int poller = epoll_create1(EPOLL_CLOEXEC);
    requests = open_socket(address, (uint16_t)atoi(arguments[2]));
    for (int i = 0; i < DOORS; i++) doors[i] = open_socket(address, 0);
    for (int i = 0; i <= DOORS; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
        if (epoll_ctl(poller, EPOLL_CTL_ADD, i == DOORS ? requests : doors[i], &event)) die("epoll");
    }
    for (;;) {
        struct epoll_event ready[DOORS + 1];
        int wait = active_count == 0 ? -1 : clock_now() - last_work < spin ? 0 : SCAN_MILLISECONDS;
        int some = epoll_wait(poller, ready, DOORS + 1, wait);
        /* Requests first: a phone that gets no answer to its request waits a second or four. */
        for (int i = 0; i < some; i++) if (ready[i].data.u32 == DOORS) serve(DOORS);
        for (int i = 0; i < some; i++) if (ready[i].data.u32 != DOORS) serve((int)ready[i].data.u32);
        if (some > 0) last_work = now;
        if (active_count == 0 || (now = clock_now()) < next_scan) continue;
        repeat_what_is_due();
        next_scan = now + SCAN_MILLISECONDS * INT64_C(1000000);
    }
}
