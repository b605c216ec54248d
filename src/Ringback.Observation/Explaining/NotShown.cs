using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Observation.Explaining;

/// <summary>What cannot be seen in a log, said so that nobody takes silence for health.</summary>
internal static class NotShown
{
    internal static IEnumerable<string> Of(PhoneCase phone, IReadOnlyList<PhoneEvent> events, bool hasTimes)
    {
        bool asked = events.Any(e => e is FileAsked);
        if (!events.Any(e => e is PhoneRegistered))
        {
            yield return asked
                ? "Whether it registered with a call server: that is not in this log."
                : "Whether it asked for files and registered: that is not in this log.";
        }

        if (asked && events.OfType<FileAsked>().All(a => a.Outcome is AskOutcome.Unknown)
            && !events.Any(e => e is TransferEnded))
            yield return "Whether a file was there and arrived: this server writes only that it was asked for.";
        if (!hasTimes)
            yield return "When things happened: the lines have no times, so repeats cannot be told from retries.";
        if (phone.Mac is null) yield return "Which phone it is: none of its files has its name in it.";
    }
}
