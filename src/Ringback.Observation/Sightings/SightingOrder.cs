namespace Ringback.Observation.Sightings;

/// <summary>Sightings of one phone, in the order of their places.</summary>
internal static class SightingOrder
{
    internal static bool IsInOrder(Sighting[] sightings)
    {
        for (int i = 1; i < sightings.Length; i++)
        {
            ref readonly Sighting before = ref sightings[i - 1];
            if ((sightings[i].Source, sightings[i].Line).CompareTo((before.Source, before.Line)) < 0) return false;
        }

        return true;
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
}
