using Microsoft.Extensions.Logging;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Where the loops' questions are decided: one thread that asks the policy, in the order in which things happened. So a
/// decision may read a file or think, and no block to any phone waits for it. While nothing waits here, what needs no
/// disk is done on the loop at once.
/// </summary>
internal sealed partial class TftpPolicyThread : IDisposable
{
    private static readonly TftpDeny InnerError = new(TftpErrorCode.NotDefined, "Ringback has an inner error");

    private readonly ITftpPolicy _policy;
    private readonly ILogger _logger;
    private readonly TftpTranslations _translations = new();
    private readonly Mailbox<Errand> _errands;
    private readonly AutoResetEvent _posted = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _undone;

    internal TftpPolicyThread(ITftpPolicy policy, int mostWaiting, ILogger logger)
    {
        _policy = policy;
        _logger = logger;
        _errands = new Mailbox<Errand>(mostWaiting, () => _posted.Set());
        _thread = new Thread(Run) { IsBackground = true, Name = "tftp-policy" };
        _thread.Start();
    }

    /// <summary>True when whatever happened before has been told: the next thing keeps its place on the loop.</summary>
    private bool IsIdle => Volatile.Read(ref _undone) == 0;

    /// <summary>
    /// A question, decided at once; null when the loop would have to wait for it. Call on the loop.
    /// </summary>
    internal TftpVerdict? Decide(TftpAsk ask)
    {
        if (!IsIdle || ask.Request.Mode != TftpMode.Octet) return null;
        try
        {
            return _policy.AskedOnLoop(ask);
        }
        catch (Exception e)
        {
            LogFailed(e, ask.Request.FileName);
            return InnerError;
        }
    }

    /// <summary>
    /// A question, or the rest of one; the loop hears the answer. False when too many wait.
    /// </summary>
    internal bool TryAsk(TftpSession session, TftpLoop loop, TftpLater? later = null)
    {
        Interlocked.Increment(ref _undone);
        if (_errands.TryPost(new Errand(session.Ask, session, loop, null, later))) return true;
        Interlocked.Decrement(ref _undone);
        return false;
    }

    /// <summary>A transfer ended. Never refused: each belongs to a question that was taken.</summary>
    internal void Report(TftpAsk ask, TftpReport report)
    {
        Errand errand = new(ask, null, null, report, null);
        if (IsIdle)
        {
            Do(errand);
            return;
        }

        Interlocked.Increment(ref _undone);
        _errands.Post(errand);
    }

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
            while (_errands.TryTake(out Errand errand))
            {
                Do(errand);
                Interlocked.Decrement(ref _undone);
            }

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
            else Tell(errand.Session!, errand.Loop!, errand.Later?.Rest() ?? Decision(errand.Ask));
        }
        catch (Exception e)
        {
            // A bug, or a disk that fails, must cost one request and not every phone on the bench.
            LogFailed(e, errand.Ask.Request.FileName);
            errand.Loop?.Decide(errand.Session!, InnerError);
        }
    }

    private void Tell(TftpSession session, TftpLoop loop, TftpVerdict verdict)
    {
        if (verdict is not TftpHeld held)
        {
            loop.Decide(session, verdict);
            return;
        }

        held.Answer.ContinueWith(
            told =>
            {
                if (told.Exception is { } e) LogFailed(e, session.Ask.Request.FileName);
                // Nobody is there any more to send it.
                if (!_stopping) loop.Decide(session, told.IsCompletedSuccessfully ? told.Result : InnerError);
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    private readonly record struct Errand(TftpAsk Ask, TftpSession? Session, TftpLoop? Loop, TftpReport? Report,
        TftpLater? Later);

    [LoggerMessage(LogLevel.Error, "TFTP: what is to be done about {Name} could not be decided or recorded")]
    private partial void LogFailed(Exception e, string name);
}
