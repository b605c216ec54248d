using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Rights;

/// <summary>A user without any rights, and what a process of his looks like to the kernel.</summary>
internal static class Nobody
{
    internal const string Number = "65534";

    /// <summary>CAP_NET_BIND_SERVICE.</summary>
    internal const ulong LowPorts = 1 << 10;

    /// <summary>CAP_NET_ADMIN and CAP_NET_RAW.</summary>
    internal const ulong Lending = LowPorts | (1 << 12) | (1 << 13);

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Skips the test where root cannot become somebody else, or he could not read the program.</summary>
    internal static void SkipUnlessPossible()
    {
        bool isPossible = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        Assert.SkipUnless(isPossible, "Only root can give root up.");
        if (OperatingSystem.IsWindows()) return;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            bool isOpen = (at.UnixFileMode & UnixFileMode.OtherExecute) != 0;
            Assert.SkipUnless(isOpen, $"{at.FullName} is closed to others, so nobody else can run the program.");
        }
    }

    /// <summary>A folder for a test that he may look into.</summary>
    internal static ScratchFolder OpenFolder()
    {
        ScratchFolder folder = new();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullPath, Open);
        return folder;
    }

    /// <summary>Who owns a file, and what its rights are: "65534 600".</summary>
    internal static async Task<string> OwnerOfAsync(string path) =>
        (await Command.RunAsync("stat", "-c", "%u %a", path)).Expect(0).Output.Trim();

    /// <summary>Every thread of a process is his, has these rights and no others, and can never have more.</summary>
    internal static void ExpectOnEveryThread(int process, ulong rights)
    {
        string[] threads = Directory.GetDirectories($"/proc/{process}/task");
        Assert.True(threads.Length > 3, "A runtime has threads of its own.");
        foreach (string thread in threads)
        {
            Dictionary<string, string> told = File.ReadAllLines(Path.Combine(thread, "status"))
                .Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1].Trim());
            string held = rights.ToString("x16");
            Assert.Equal($"{Number}\t{Number}\t{Number}\t{Number}", told["Uid"]);
            Assert.Equal($"{Number}\t{Number}\t{Number}\t{Number}", told["Gid"]);
            Assert.Equal((held, held, held, "1"),
                (told["CapEff"], told["CapPrm"], told["CapBnd"], told["NoNewPrivs"]));
        }
    }
}
