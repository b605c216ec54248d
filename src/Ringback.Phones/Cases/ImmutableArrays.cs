using System.Collections.Immutable;

namespace Ringback.Phones.Cases;

/// <summary>Looks into the small arrays of which a case is made, without copying them.</summary>
public static class ImmutableArrays
{
    /// <summary>True when one fits.</summary>
    public static bool Exists<T>(this ImmutableArray<T> all, Predicate<T> fits)
    {
        foreach (T one in all)
        {
            if (fits(one)) return true;
        }

        return false;
    }

    /// <summary>True when none does not fit.</summary>
    public static bool TrueForAll<T>(this ImmutableArray<T> all, Predicate<T> fits)
    {
        foreach (T one in all)
        {
            if (!fits(one)) return false;
        }

        return true;
    }

    /// <summary>Where the last one is that fits; -1 when none does.</summary>
    public static int FindLastIndex<T>(this ImmutableArray<T> all, Predicate<T> fits)
    {
        for (int i = all.Length - 1; i >= 0; i--)
        {
            if (fits(all[i])) return i;
        }

        return -1;
    }

    /// <summary>The last one that fits; null when none does.</summary>
    public static T? FindLast<T>(this ImmutableArray<T> all, Predicate<T> fits)
        where T : class => all.FindLastIndex(fits) is var at and >= 0 ? all[at] : null;

    /// <summary>The first one that fits; null when none does.</summary>
    public static T? Find<T>(this ImmutableArray<T> all, Predicate<T> fits)
        where T : class
    {
        foreach (T one in all)
        {
            if (fits(one)) return one;
        }

        return null;
    }
}
