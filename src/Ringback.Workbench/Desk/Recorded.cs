using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Workbench.Desk;

/// <summary>An event, and what it came to.</summary>
/// <param name="Event">The event.</param>
/// <param name="Before">The case before it; null for an event about the bench itself.</param>
/// <param name="Phone">The case after it, without its story; null for an event about the bench itself.</param>
/// <param name="Catalogue">What is known of phones, with the assumptions that hold.</param>
public sealed record Recorded(PhoneEvent Event, PhoneCase? Before, PhoneCase? Phone, PhoneCatalogue Catalogue)
{
    /// <summary>Its sentences, made when they are asked for: who does not show them does not pay for them.</summary>
    public IReadOnlyList<StoryLine> Told =>
        Before is null || Phone is null
            ? [.. Narrator.TellBench(Event)]
            : [.. Narrator.Tell(Before, Event, Phone, Catalogue)];

    /// <summary>
    /// The sentences of several events that came in one go. What is wrong with a phone is looked for once, after the
    /// last event of it here: it takes longer than to fold the event, and a phone that boots makes a dozen of them.
    /// </summary>
    /// <param name="together">The events, in order.</param>
    public static IEnumerable<(Recorded About, StoryLine Line)> Tell(IReadOnlyList<Recorded> together)
    {
        List<Recorded>?[] courses = [.. Courses(together)];
        for (int i = 0; i < together.Count; i++)
        {
            Recorded next = together[i];
            foreach (StoryLine line in next.Before is { } before
                ? Narrator.Tell(before, next.Event, next.Catalogue)
                : Narrator.TellBench(next.Event)) yield return (next, line);
            if (courses[i] is not { } course || !ReferenceEquals(course[^1], next)) continue;
            foreach (StoryLine line in Narrator.Found(
                course[0].Before!, [.. course.Select(r => r.Event)], next.Phone!))
                yield return (next, line);
        }
    }

    /// <summary>To each event the events of its phone that are looked at together; null to one of the bench.</summary>
    private static IEnumerable<List<Recorded>?> Courses(IReadOnlyList<Recorded> together)
    {
        Dictionary<(MacAddress?, IPAddress?), List<Recorded>> open = [];
        foreach (Recorded next in together)
        {
            if (next is not { Before: not null, Phone: { } after })
            {
                yield return null;
                continue;
            }

            // Where a phone without a name turns out to be this one, what was found of it was told already.
            bool isJoined = after.Mac is not null && open.Remove((null, next.Event.Address));
            if (isJoined || !open.TryGetValue(Name(after), out List<Recorded>? course)) open[Name(after)] = course = [];
            course.Add(next);
            yield return course;
        }
    }

    /// <summary>A phone is known by its MAC address, and by the address that it uses until it names itself.</summary>
    private static (MacAddress?, IPAddress?) Name(PhoneCase phone) =>
        phone.Mac is { } mac ? (mac, null) : (null, phone.Address);
}
