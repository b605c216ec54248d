using System.Collections.Concurrent;
using System.Net;

namespace Ringback.Workbench.Tftp;

/// <summary>An image on its way to a phone, as it stands now.</summary>
/// <param name="Phone">The phone and its port.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Bytes that the phone has acknowledged.</param>
/// <param name="Length">Bytes of the whole.</param>
/// <param name="Running">For how long it has been on its way.</param>
public sealed record TftpLiveTransfer(IPEndPoint Phone, string Name, long Bytes, long Length, TimeSpan Running);

/// <summary>
/// The images that are on their way, for whoever looks: progress is no event, and costs one store to a window. Safe for
/// several threads.
/// </summary>
internal sealed class TftpLiveTransfers(TimeProvider time)
{
    private readonly ConcurrentDictionary<TftpSession, (long Began, long Length)> _running = [];

    internal IReadOnlyList<TftpLiveTransfer> All =>
    [
        .. _running.Select(t => new TftpLiveTransfer(t.Key.Ask.Phone, t.Key.Name, t.Key.BytesMoved, t.Value.Length,
            time.GetElapsedTime(t.Value.Began))),
    ];

    internal void Begin(TftpSession session, long length) => _running[session] = (time.GetTimestamp(), length);

    internal void End(TftpSession session) => _running.TryRemove(session, out _);
}
