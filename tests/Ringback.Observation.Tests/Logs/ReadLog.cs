using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>A log that was read, and what it tells.</summary>
internal sealed record ReadLog(LogSummary Summary, SightingBook Book)
{
    private static readonly DateTimeOffset Reference = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    internal Explanation Explanation => Explainer.Explain(Book, PhoneCatalogue.BuiltIn);

    /// <summary>Every event, in the order of its lines.</summary>
    internal PhoneEvent[] Events =>
    [
        .. Book.Phones().SelectMany(p => p.Events).OrderBy(e => ((LineOrigin)e.Origin!).Line)
            .ThenBy(e => e is not FileAsked),
    ];

    /// <summary>What was asked: <c>name outcome</c>.</summary>
    internal string[] Asked => [.. Events.OfType<FileAsked>().Select(a => $"{a.Name} {a.Outcome}")];

    /// <summary>How transfers ended: <c>name outcome bytes</c>.</summary>
    internal string[] Ended => [.. Events.OfType<TransferEnded>().Select(a => $"{a.Name} {a.Outcome} {a.Bytes}")];

    internal static ReadLog Of(string text, string? format = null) => Of(Encoding.Latin1.GetBytes(text), format);

    internal static ReadLog Utf8(string text) => Of(Encoding.UTF8.GetBytes(text), null);

    internal static ReadLog Of(byte[] bytes, string? format = null, SightingLimits? limits = null)
    {
        SightingBook book = new(limits);
        LogSummary summary = LogReading.Read(
            new MemoryStream(bytes), book, new LogOptions("log") { Format = format, Reference = Reference },
            TestContext.Current.CancellationToken);
        return new ReadLog(summary, book);
    }
}
