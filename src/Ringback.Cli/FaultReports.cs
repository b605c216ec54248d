using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ringback.Cli;

/// <summary>
/// Keeps reports of faults where their user finds them and nobody else can read them. A new file each time: nothing is
/// replaced, and no link is followed, because a folder for temporary files is everybody's.
/// </summary>
internal sealed class FaultReports(string folder, TimeProvider time)
{
    private const int MostTries = 3;

    internal static FaultReports OfThisComputer() => new(Path.GetTempPath(), TimeProvider.System);

    /// <summary>Writes one; false with the reason when that cannot be done.</summary>
    internal bool TryKeep(IReadOnlyList<string> lines, [NotNullWhen(true)] out string? path, out string whyNot)
    {
        whyNot = "";
        for (int i = 0; i < MostTries; i++)
        {
            // Nobody can put something there first who cannot guess the name.
            string unguessed = RandomNumberGenerator.GetHexString(12, lowercase: true);
            string name = string.Create(CultureInfo.InvariantCulture,
                $"ringback-fault-{time.GetUtcNow():yyyyMMdd-HHmmss}-{unguessed}.txt");
            path = Path.Combine(folder, name);
            try
            {
                Write(path, lines);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                whyNot = e.Message;
            }
        }

        path = null;
        return false;
    }

    /// <summary>Fails when something is there already, a link too.</summary>
    internal static void Write(string path, IReadOnlyList<string> lines)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using StreamWriter file = new(path, new UTF8Encoding(false), options);
        foreach (string line in lines) file.WriteLine(line);
    }
}
