namespace Ringback.Observation.Logs;

/// <summary>
/// Programs of a machine's log that never said anything of a phone: a mail server's million lines are not searched from
/// end to end.
/// </summary>
internal sealed class StrangePrograms
{
    private const int Most = 256;
    private const int Patience = 64;

    private readonly Dictionary<ulong, int> _lines = [];

    internal bool Includes(ReadOnlySpan<byte> program) =>
        !program.IsEmpty && _lines.TryGetValue(KeyOf(program), out int lines) && lines >= Patience;

    internal void Add(ReadOnlySpan<byte> program)
    {
        if (program.IsEmpty) return;
        ulong key = KeyOf(program);
        if (_lines.TryGetValue(key, out int lines)) _lines[key] = lines + 1;
        else if (_lines.Count < Most) _lines[key] = 1;
    }

    private static ulong KeyOf(ReadOnlySpan<byte> program)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in program) hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
