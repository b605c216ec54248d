using System.Text;

namespace Ringback.Journal.Tests;

/// <summary>Snapshots of lines that are written as text.</summary>
internal static class SnapshotLines
{
    internal static JournalSnapshot Of(string version, IEnumerable<string> lines) =>
        new(version, lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)));
}
