using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ringback.Console.Subject;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Board;

/// <summary>A log that was explained.</summary>
/// <param name="Id">What it is called in the addresses of pages; nobody guesses it.</param>
/// <param name="At">When.</param>
/// <param name="Told">What it tells.</param>
/// <param name="Masked">The same without addresses and names, for whoever else is to read it.</param>
/// <param name="Json">The same for programs.</param>
public sealed record ClinicReport(
    string Id, DateTimeOffset At, ToldExplanation Told, ToldExplanation Masked, ExplainJson Json);

/// <summary>Explains logs that somebody brings, and keeps the last reports as long as the program runs.</summary>
public sealed class LogClinic : IDisposable
{
    /// <summary>Bytes of a log at most; a day of a busy server has a tenth of that.</summary>
    public const int Largest = 32 * 1024 * 1024;

    private const int MostReports = 20;
    private const int MostQuotes = 2_000;

    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ClinicReport> _reports = [];
    private readonly SemaphoreSlim _one = new(1);

    internal LogClinic(ConsoleSubject subject, TimeProvider time)
    {
        _subject = subject;
        _time = time;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>A report; null when there is none of that id, or not any more.</summary>
    public ClinicReport? Find(string id) => _reports.GetValueOrDefault(id);

    /// <summary>Explains a log.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The report; null when nothing in it is a line that anybody understands.</returns>
    public async Task<ClinicReport?> ExplainAsync(string name, byte[] content, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Explain(name, content, cancel), cancel).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private ClinicReport? Explain(string name, byte[] content, CancellationToken cancel)
    {
        SightingBook book = new();
        LogSummary summary = Read(name, content, book, cancel);
        if (summary.Formats.Count == 0) return null;
        Explanation explanation = Explainer.Explain(book, _subject.Options.Catalogue);
        ToldExplanation told =
            ToldExplanation.Of([summary], explanation, book, Quotes(content, summary, explanation));
        ClinicReport report = new(RandomNumberGenerator.GetHexString(16, lowercase: true), _time.GetUtcNow(), told,
            told.With(new Masking(summary.Hosts).Apply), ExplainJson.Of([summary], explanation));
        _reports[report.Id] = report;
        foreach (ClinicReport old in _reports.Values.OrderByDescending(r => r.At).Skip(MostReports))
            _reports.TryRemove(old.Id, out _);
        return report;
    }

    private LogSummary Read(string name, byte[] content, SightingBook book, CancellationToken cancel)
    {
        using MemoryStream log = new(content);
        if (CaptureReader.Recognises(content)
            && CaptureReading.Read(log, book, name, _subject.Options.Catalogue, cancel) is { } frames) return frames;
        return LogReading.Read(log, book, new LogOptions(name) { Reference = _time.GetUtcNow() }, cancel);
    }

    /// <summary>The lines that the explanation points at.</summary>
    private static Func<Origin, string?> Quotes(byte[] content, LogSummary summary, Explanation explanation)
    {
        string file = new LineOrigin(summary.Name, 1).File;
        long[] wanted =
        [
            .. explanation.Phones.SelectMany(p => p.Findings).SelectMany(f => f.Evidence)
                .Select(e => Origin.TryParse(e.Origin, out Origin? origin) ? origin : null)
                .Concat(explanation.Phones.SelectMany(p => p.Case.Boots).Select(b => b.Evidence))
                .OfType<LineOrigin>().Where(o => o.File == file).Select(o => o.Line).Distinct().Take(MostQuotes),
        ];
        using MemoryStream log = new(content);
        IReadOnlyDictionary<long, string> lines = LogQuotes.Read(log, summary, wanted);
        return origin => origin is LineOrigin line ? lines.GetValueOrDefault(line.Line) : null;
    }
}
