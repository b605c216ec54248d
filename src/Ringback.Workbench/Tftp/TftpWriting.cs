#pragma warning disable CA1822
using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

internal sealed class TftpIncoming
{
    internal TimeSpan Deadline { get; set; }
    internal TimeSpan ProgressAt { get; set; }
}

internal sealed class TftpWriting(TftpServerOptions options, TftpSessions sessions, DatagramOutbox outbox, TftpShedCount shed, TftpLoop loop)
{
    internal void Begin(TftpSession session, TftpTake take, int requestLength) { _ = options; _ = sessions; _ = outbox; _ = shed; _ = loop; }
    internal void Take(TftpSession session, ushort block, ReadOnlySpan<byte> payload) { }
    internal void Elapse(TftpSession session) { }
    internal void End(TftpSession session, TftpOutcome outcome, string? message) { }
    internal void Finish(TftpSession session, TftpDeny? why) { }
}
