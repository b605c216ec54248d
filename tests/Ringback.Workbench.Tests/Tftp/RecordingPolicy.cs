using System.Threading.Channels;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>Serves what the test put into it, and keeps what the server says.</summary>
internal sealed class RecordingPolicy : ITftpPolicy
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Channel<TftpReport> _reports = Channel.CreateUnbounded<TftpReport>();
    private int _asks;

    /// <summary>The name that makes the policy fail.</summary>
    internal string? FailsFor { get; set; }

    /// <summary>The error for files that are not here.</summary>
    internal TftpErrorCode Missing { get; set; } = TftpErrorCode.FileNotFound;

    /// <summary>Takes what is written; null for nothing.</summary>
    internal ITftpUpload? Upload { get; set; }

    internal int Asks => Volatile.Read(ref _asks);

    internal byte[] this[string name]
    {
        get => _files[name];
        set => _files[name] = value;
    }

    /// <summary>The next transfer that ends.</summary>
    internal async Task<TftpReport> EndedAsync() => await _reports.Reader.ReadAsync(Deadline.Token);

    public TftpVerdict Asked(TftpAsk ask)
    {
        Interlocked.Increment(ref _asks);
        if (ask.Request.IsWrite)
        {
            return Upload is { } upload
                ? new TftpTake(upload, ask.Request.FileName)
                : new TftpDeny(TftpErrorCode.AccessViolation, "Nothing is taken");
        }

        if (ask.Request.FileName == FailsFor) throw new InvalidOperationException("A disk that fails.");
        return _files.TryGetValue(ask.Request.FileName, out byte[]? content)
            ? new TftpServe(new MemoryContent(content), ask.Request.FileName)
            : new TftpDeny(Missing, "File not found");
    }

    /// <summary>Decides on the loop; without it every question goes to the thread that may wait.</summary>
    internal bool IsQuick { get; set; }

    public TftpVerdict? AskedOnLoop(TftpAsk ask) => !IsQuick || ask.Request.IsWrite ? null
        : ask.Request.FileName.StartsWith("later", StringComparison.Ordinal) ? new TftpLater(() => Asked(ask))
        : Asked(ask);

    public bool IsFirstAfterRestart(TftpRequest request) => request.FileName == "first";

    public void Ended(TftpAsk ask, TftpReport report) => _reports.Writer.TryWrite(report);
}
