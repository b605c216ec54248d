namespace Ringback.Workbench.Library;

/// <summary>One file of the library's store.</summary>
/// <param name="Name">The name that it came with, without folders: phones compare it letter by letter.</param>
/// <param name="Sha256">SHA-256 of its content in lower-case hexadecimal, which is also where it lies.</param>
/// <param name="Length">Bytes.</param>
/// <param name="From">Where it came from, for people.</param>
/// <param name="Added">When it came.</param>
public sealed record LibraryEntry(string Name, string Sha256, long Length, string From, DateTimeOffset Added)
{
    /// <summary>True for a hash that is one: it becomes a part of a path.</summary>
    internal bool IsSound => Sha256 is { Length: 64 } && Sha256.All(char.IsAsciiHexDigitLower) && Length >= 0
        && LibraryNames.Objection(Name) is null;
}

/// <summary>The library cannot be changed now; the message says why and what to do.</summary>
public sealed class LibraryException(string message, Exception? inner = null) : Exception(message, inner);
