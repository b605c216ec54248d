using Microsoft.Win32.SafeHandles;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Tests.Disk;

public sealed class PlainFileTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_opened_and_read() =>
        Assert.Equal("abc"u8.ToArray(), PlainFile.Read(_scratch.Write("f", "abc"), 3));

    [Fact]
    public void An_empty_file_is_a_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere it cannot be told from a pipe, and is not opened.");
        Assert.Empty(PlainFile.Read(_scratch.Write("f", ""), 3)!);
    }

    [Fact]
    public void A_file_that_is_larger_than_wanted_is_not_read() =>
        Assert.Throws<IOException>(() => PlainFile.Read(_scratch.Write("f", "abcd"), 3));

    [Fact]
    public void A_link_is_not_followed_even_to_a_file()
    {
        _scratch.Write("f", "abc");
        File.CreateSymbolicLink(_scratch["l"], _scratch["f"]);
        Assert.Null(PlainFile.Open(_scratch["l"]));
        Assert.Equal(DiskEntryKind.Link, DiskEntry.Look(_scratch["l"]).Kind);
    }

    [Fact]
    public void A_pipe_is_no_file_and_nobody_waits_for_it()
    {
        Outside.MakePipe(_scratch["p"]);
        Assert.Null(PlainFile.Open(_scratch["p"]));
        Assert.Null(ConfinedFolder.OpenReal(ConfinedFolder.RealPath(_scratch["p"])));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev")]
    public void A_device_or_a_folder_is_no_file(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no devices in folders there.");
        Assert.Null(PlainFile.Open(path));
    }

    [Fact]
    public void What_is_not_there_is_told() =>
        Assert.Throws<FileNotFoundException>(() => PlainFile.Open(_scratch["nowhere"]));

    [Fact]
    public void What_the_framework_says_is_the_same()
    {
        _scratch.Write("f", "abc");
        File.CreateSymbolicLink(_scratch["to-file"], _scratch["f"]);
        File.CreateSymbolicLink(_scratch["to-nothing"], _scratch["nowhere"]);
        Directory.CreateSymbolicLink(_scratch["to-folder"], _scratch.Folder("d"));
        foreach (string name in (string[])["f", "d", "to-file", "to-folder", "to-nothing", "nowhere"])
        {
            DiskEntry portable = DiskEntry.Portable(new FileInfo(_scratch[name]));
            Assert.Equal(DiskEntry.Look(_scratch[name]).Kind, portable.Kind);
            if (portable.Kind == DiskEntryKind.File) Assert.Equal(3, portable.Length);
        }
    }

    [Fact]
    public void A_file_that_became_a_link_after_it_was_found_is_not_opened()
    {
        string real = ConfinedFolder.RealPath(_scratch.Write("root/f", "mine"));
        _scratch.Write("outside", "secret");
        using (SafeFileHandle? before = ConfinedFolder.OpenReal(real)) Assert.NotNull(before);
        File.Delete(real);
        File.CreateSymbolicLink(real, _scratch["outside"]);
        Assert.Null(ConfinedFolder.OpenReal(real));
    }
}
