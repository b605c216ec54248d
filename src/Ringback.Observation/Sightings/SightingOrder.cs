using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Sightings;

/// <summary>Sightings of one phone, in the order of their places.</summary>
internal static class SightingOrder
{
    /// <summary>
    /// The sightings as they happened: one file is in order, whatever its clock did meanwhile; several are brought
    /// together by their clocks.
    /// </summary>
    internal static Sighting[] Of(Sighting[] sightings, List<SightingSource> sources)
    {
        bool byClock = sources.Count > 1 && sources.TrueForAll(s => s.HasTimes);
        long Place(Sighting s) => sources[s.Source].IsNewestFirst ? -s.Line : s.Line;
        Sighting[] all = byClock
            ? [.. sightings.OrderBy(s => s.Ticks).ThenBy(s => s.Source).ThenBy(Place)]
            : IsInOrder(sightings, sources) ? sightings
            : [.. sightings.OrderBy(s => s.Source).ThenBy(Place)];
        return byClock || GoesBack(all, sources) ? WithoutCopies(all, byClock) : all;
    }

    private static bool IsInOrder(Sighting[] sightings, List<SightingSource> sources)
    {
        for (int i = 1; i < sightings.Length; i++)
        {
            ref readonly Sighting now = ref sightings[i], before = ref sightings[i - 1];
            if (now.Source != before.Source && now.Source < before.Source) return false;
            long rise = now.Line - before.Line;
            if (now.Source == before.Source && (sources[now.Source].IsNewestFirst ? rise > 0 : rise < 0)) return false;
        }

        return true;
    }

    /// <summary>True when the clock of a file was put back, or the file has its lines twice.</summary>
    private static bool GoesBack(Sighting[] sightings, List<SightingSource> sources)
    {
        for (int i = 1; i < sightings.Length; i++)
        {
            if (IsBack(sightings[i - 1], sightings[i]) && sources[sightings[i].Source].HasTimes) return true;
        }

        return false;
    }

    private static bool IsBack(in Sighting before, in Sighting now) =>
        now.Ticks < before.Ticks - TimeSpan.TicksPerSecond;

    /// <summary>
    /// Without what another file, or the same one further up, tells as well: services write the same line into several
    /// logs, and logs are put together out of parts that overlap.
    /// </summary>
    private static Sighting[] WithoutCopies(Sighting[] sightings, bool byClock)
    {
        List<Sighting> kept = new(sightings.Length);
        Dictionary<(long, object, SightingKind, int, AskOutcome, TransferOutcome), int> known = [];
        int part = 0;
        for (int i = 0; i < sightings.Length; i++)
        {
            ref readonly Sighting s = ref sightings[i];
            if (!byClock && i > 0 && IsBack(sightings[i - 1], s)) part++;
            int where = byClock ? s.Source : part;
            bool isNew = known.TryAdd((s.Ticks, s.What, s.Kind, s.Port, s.Outcome, s.End), where);
            if (isNew || known[(s.Ticks, s.What, s.Kind, s.Port, s.Outcome, s.End)] == where) kept.Add(s);
        }

        return [.. kept];
    }

    /// <summary>
    /// Where the last so many hunts for files begin; zero where there are not more. Names that begin a hunt are one
    /// hunt as long as no other is asked for in between.
    /// </summary>
    internal static int LastHunts(Sighting[] sightings, int hunts)
    {
        int begin = -1, kept = 0, found = 0;
        for (int i = sightings.Length - 1; i >= 0; i--)
        {
            if (sightings[i] is not { Kind: SightingKind.Asked, What: AskedName name }) continue;
            if (name.BeginsHunt)
            {
                begin = i;
                continue;
            }

            // What stands before the first hunt that counts, such as DHCP, belongs to it.
            if (begin >= 0 && ++found > hunts) return kept;
            if (begin >= 0) kept = begin;
            begin = -1;
        }

        return 0;
    }

    /// <summary>
    /// From where on there is all that a case can tell of sightings: a phone that starts every night and does the very
    /// same each time is after its fifth start what it is after its eighth, because a case keeps four and of those
    /// before them what they showed. Zero where anything is other than in the start before.
    /// </summary>
    internal static int LastOfRepeated(ReadOnlySpan<Sighting> sightings, int hunts)
    {
        int length = LengthOfHunt(sightings);
        int count = length == 0 ? 0 : sightings.Length / length;
        if (count <= hunts || count * length != sightings.Length) return 0;
        for (int i = length; i < sightings.Length; i++)
        {
            if (!IsSame(sightings[i], sightings[i - length])) return 0;
        }

        return sightings.Length - (hunts * length);
    }

    /// <summary>How many sightings the first hunt has; zero when it has any of which it matters how often it comes.
    /// </summary>
    private static int LengthOfHunt(ReadOnlySpan<Sighting> sightings)
    {
        if (sightings.IsEmpty || sightings[0].What is not AskedName { Kind: RequestedKind.TrustList } first) return 0;
        AskedName last = first;
        for (int i = 0; i < sightings.Length; i++)
        {
            if (sightings[i] is not { Detail: null, What: AskedName name } || !IsQuiet(name.Kind)) return 0;
            if (sightings[i].Kind is not SightingKind.Asked) continue;
            // The application of a loader that has just read its list asks from the beginning, in the same start.
            if (i > 0 && ReferenceEquals(name, first))
                return last.Kind is RequestedKind.Manifest or RequestedKind.TrustList ? 0 : i;
            for (int before = 0; before < i; before++)
            {
                if (ReferenceEquals(sightings[before].What, name) && sightings[before].Kind is SightingKind.Asked)
                    return 0;
            }

            last = name;
        }

        return 0;
    }

    /// <summary>True for what a phone asks for at each of its starts, and of which nothing is counted.</summary>
    private static bool IsQuiet(RequestedKind kind) => kind is RequestedKind.TrustList or RequestedKind.SepXml
        or RequestedKind.SipPhone or RequestedKind.MgcPhone or RequestedKind.XmlDefault or RequestedKind.SipDefault
        or RequestedKind.MgcDefault or RequestedKind.Manifest or RequestedKind.Trimming;

    private static bool IsSame(in Sighting one, in Sighting other) => ReferenceEquals(one.What, other.What)
        && one.Kind == other.Kind && one.Outcome == other.Outcome && one.End == other.End
        && one.Source == other.Source && one.Detail is null && ReferenceEquals(one.Address, other.Address);
}
