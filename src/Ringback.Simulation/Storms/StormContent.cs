namespace Ringback.Simulation.Storms;

/// <summary>
/// What the file should be: known beforehand byte for byte, or else as long as the first one that came.
/// </summary>
internal sealed class StormContent(ReadOnlyMemory<byte>? known)
{
    private long _length = known?.Length ?? -1;

    /// <summary>True when these bytes are what the file has there.</summary>
    internal bool Has(long offset, ReadOnlySpan<byte> payload)
    {
        if (known is not { } content) return true;
        return offset + payload.Length <= content.Length
            && payload.SequenceEqual(content.Span.Slice((int)offset, payload.Length));
    }

    /// <summary>True when a whole file may have this length, and the server announced none or the same.</summary>
    internal bool IsLong(long length, long announced)
    {
        if (_length < 0) _length = length;
        return length == _length && (announced < 0 || announced == length);
    }
}
