using Ringback.Observation.Sightings;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The last questions of a log, for lines that tell what came of one and not of which: by the number of the process or
/// of the transfer, by the name, or by who asked.
/// </summary>
internal sealed class OpenQuestions
{
    // So many transfers go on at once where a whole floor starts.
    private const int Most = 128;

    private readonly (SightingClient Client, AskedName Name, uint Mark, bool IsOpen)[] _last =
        new (SightingClient, AskedName, uint, bool)[Most];
    private int _next;
    private int _count;

    internal void Add(SightingClient client, AskedName name, ReadOnlySpan<byte> mark = default)
    {
        _last[_next] = (client, name, MarkOf(mark), true);
        _next = (_next + 1) % Most;
        if (_count < Most) _count++;
    }

    /// <summary>The last question of that machine, and of that process where it is told.</summary>
    internal AskedName? Find(SightingClient client, ReadOnlySpan<byte> mark)
    {
        uint wanted = MarkOf(mark);
        AskedName? any = null;
        for (int back = 1; back <= _count; back++)
        {
            ref (SightingClient Client, AskedName Name, uint Mark, bool IsOpen) at = ref At(back);
            if (!ReferenceEquals(at.Client, client)) continue;
            if (wanted != 0 && at.Mark == wanted) return at.Name;
            any ??= at.Name;
        }

        return any;
    }

    /// <summary>The last question of all; null before the first.</summary>
    internal (SightingClient Client, AskedName Name)? Last => _count == 0 ? null : (At(1).Client, At(1).Name);

    /// <summary>The question that is open longest, which is no longer.</summary>
    internal (SightingClient Client, AskedName Name)? CloseOldest()
    {
        for (int back = _count; back >= 1; back--)
        {
            ref (SightingClient Client, AskedName Name, uint Mark, bool IsOpen) at = ref At(back);
            if (!at.IsOpen) continue;
            at.IsOpen = false;
            return (at.Client, at.Name);
        }

        return null;
    }

    /// <summary>The last question that is open, which is no longer.</summary>
    internal (SightingClient Client, AskedName Name)? CloseNewest()
    {
        for (int back = 1; back <= _count; back++)
        {
            ref (SightingClient Client, AskedName Name, uint Mark, bool IsOpen) at = ref At(back);
            if (!at.IsOpen) continue;
            at.IsOpen = false;
            return (at.Client, at.Name);
        }

        return null;
    }

    /// <summary>Who asked last for that name; null when nobody did of late.</summary>
    internal (SightingClient Client, AskedName Name)? ByName(ReadOnlySpan<byte> raw)
    {
        for (int back = 1; back <= _count; back++)
        {
            if (IsSame(raw, At(back).Name.Raw)) return (At(back).Client, At(back).Name);
        }

        return null;
    }

    /// <summary>
    /// Who asked first for that name and has no answer, which is no longer so; null when nobody did of late.
    /// </summary>
    internal (SightingClient Client, AskedName Name)? Close(ReadOnlySpan<byte> raw)
    {
        for (int back = _count; back >= 1; back--)
        {
            ref (SightingClient Client, AskedName Name, uint Mark, bool IsOpen) at = ref At(back);
            if (!at.IsOpen || !IsSame(raw, at.Name.Raw)) continue;
            at.IsOpen = false;
            return (at.Client, at.Name);
        }

        return null;
    }

    /// <summary>The same name; servers on Windows turn its slashes round.</summary>
    private static bool IsSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length) return false;
        for (int i = 0; i < one.Length; i++)
        {
            byte a = one[i] == '\\' ? (byte)'/' : one[i], b = other[i] == '\\' ? (byte)'/' : other[i];
            if (a != b) return false;
        }

        return true;
    }

    /// <summary>The last question with that mark; null when there is none.</summary>
    internal (SightingClient Client, AskedName Name)? ByMark(ReadOnlySpan<byte> mark)
    {
        uint wanted = MarkOf(mark);
        for (int back = 1; wanted != 0 && back <= _count; back++)
        {
            if (At(back).Mark == wanted) return (At(back).Client, At(back).Name);
        }

        return null;
    }

    private ref (SightingClient Client, AskedName Name, uint Mark, bool IsOpen) At(int back) =>
        ref _last[(_next - back + Most) % Most];

    private static uint MarkOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        uint hash = 2166136261;
        foreach (byte b in text) hash = (hash ^ b) * 16777619;
        return Math.Max(hash, 1);
    }
}
