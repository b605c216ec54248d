using Microsoft.Extensions.Logging;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Where the loops' questions are decided: one thread that asks the policy, in the order in which things happened. So a
/// decision may read a file or think, and no block to any phone waits for it.
/// </summary>
internal sealed partial class TftpClerk : IDisposable
{
    private readonly ITftpPolicy _policy;
    private readonly ILogger _logger;
    private readonly TftpTranslations _translations = new();
    private readonly Mailbox<Errand> _errands;
    private readonly AutoResetEvent _posted = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;

    internal TftpClerk(ITftpPolicy policy, int mostWaiting, ILogger logger)
    {
        _policy = policy;
        _logger = logger;
        _errands = new Mailbox<Errand>(mostWaiting, () => _posted.Set());
        _thread = new Thread(Run) { IsBackground = true, Name = "tftp-clerk" };
        _thread.Start();
    }

    /// <summary>A question; the loop hears the answer. False when too many wait.</summary>
    internal bool TryAsk(TftpSession session, TftpLoop loop) =>
        _errands.TryPost(new Errand(session.Ask, session, loop, null, null));

    /// <summary>A transfer ended. Never refused: each belongs to a question that was taken.</summary>
    internal void Report(TftpAsk ask, TftpReport report) =>
        _errands.Post(new Errand(ask, null, null, report, null));

    /// <summary>A transfer moves on. Of interest to who watches only, so it may be refused.</summary>
    internal void Tell(TftpAsk ask, TftpProgress progress) =>
        _errands.TryPost(new Errand(ask, null, null, null, progress));

    /// <summary>Ends when everything that was reported has been told. Call when no loop runs any more.</summary>
    public void Dispose()
    {
        _stopping = true;
        _posted.Set();
        _thread.Join();
        _posted.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            while (_errands.TryTake(out Errand errand)) Do(errand);
            if (_stopping && _errands.Waiting == 0) return;
            if (_errands.TrySleep()) _posted.WaitOne();
            _errands.Awake();
        }
    }

    private void Do(in Errand errand)
    {
        try
        {
            if (errand.Report is { } report) _policy.Ended(errand.Ask, report);
            else if (errand.Progress is { } moved) _policy.Moved(errand.Ask, moved.Name, moved.Bytes, moved.Length);
            else errand.Loop!.Decide(errand.Session!, Decision(errand.Ask));
        }
        catch (Exception e)
        {
            // A bug, or a disk that fails, must cost one request and not every phone on the bench.
            LogFailed(e, errand.Ask.Request.FileName);
            errand.Loop?.Decide(errand.Session!,
                new TftpDeny(TftpErrorCode.NotDefined, "Ringback has an inner error"));
        }
    }

    private TftpVerdict Decision(TftpAsk ask)
    {
        TftpVerdict verdict = _policy.Asked(ask);
        if (ask.Request.Mode != TftpMode.Netascii || verdict is not TftpServe serve) return verdict;
        ITftpContent? translated = _translations.AsNetascii(serve.Content);
        (serve.Content as IDisposable)?.Dispose();
        return translated is null
            ? new TftpDeny(TftpErrorCode.NotDefined, "Too large for netascii; use octet")
            : serve with { Content = translated };
    }

    private readonly record struct Errand(
        TftpAsk Ask, TftpSession? Session, TftpLoop? Loop, TftpReport? Report, TftpProgress? Progress);

    [LoggerMessage(LogLevel.Error, "TFTP: what is to be done about {Name} could not be decided or recorded")]
    private partial void LogFailed(Exception e, string name);
}

/// <summary>How far a large file has come.</summary>
internal sealed record TftpProgress(string Name, long Bytes, long Length);
