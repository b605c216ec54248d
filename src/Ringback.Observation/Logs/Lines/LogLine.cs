namespace Ringback.Observation.Logs.Lines;

/// <summary>One line, with what writers of logs put before the words taken off.</summary>
internal readonly ref struct LogLine
{
    /// <summary>All of it, without its end.</summary>
    internal required ReadOnlySpan<byte> Whole { get; init; }

    /// <summary>What the program said.</summary>
    internal required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The program that said it, without its number; empty when the line does not tell.</summary>
    internal ReadOnlySpan<byte> Program { get; init; }

    /// <summary>The number of its process; empty when the line does not tell.</summary>
    internal ReadOnlySpan<byte> Process { get; init; }

    /// <summary>The machine that it ran on; empty when the line does not tell.</summary>
    internal ReadOnlySpan<byte> Host { get; init; }
}
