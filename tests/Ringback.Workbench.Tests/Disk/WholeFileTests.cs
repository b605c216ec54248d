using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Tests.Disk;

/// <summary>Files are written whole, under their own name, and never through anything that has it.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public WholeFileTests() => _scratch.Write("outside", "precious");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_link_is_replaced_itself_and_what_it_leads_to_stays()
    {
        _scratch.Folder("in");
        File.CreateSymbolicLink(_scratch["in/f"], _scratch["outside"]);
        Assert.Throws<IOException>(() => Write("in/f", overwrites: false));
        Write("in/f", overwrites: true);
        Assert.Null(new FileInfo(_scratch["in/f"]).LinkTarget);
        Assert.Equal(("new", "precious"), (File.ReadAllText(_scratch["in/f"]), File.ReadAllText(_scratch["outside"])));
    }

    [Fact]
    public void A_link_to_nothing_makes_no_file_elsewhere()
    {
        _scratch.Folder("in");
        File.CreateSymbolicLink(_scratch["in/f"], _scratch["made"]);
        Assert.Throws<IOException>(() => Write("in/f", overwrites: false));
        Write("in/f", overwrites: true);
        Assert.False(File.Exists(_scratch["made"]));
    }

    [Fact]
    public void A_folder_or_a_pipe_of_the_name_stays()
    {
        _scratch.Folder("in/d");
        Outside.MakePipe(_scratch["in/p"]);
        Assert.Throws<IOException>(() => Write("in/d", overwrites: true));
        Assert.Throws<IOException>(() => Write("in/p", overwrites: true));
        Assert.Equal(2, Directory.GetFileSystemEntries(_scratch["in"]).Length);
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_file_and_nothing_else()
    {
        _scratch.Write("in/f", "old");
        Assert.Throws<IOException>(() => WholeFile.Write(_scratch["in/f"], stream =>
        {
            stream.WriteByte(1);
            Assert.True(WholeFile.IsHalf(Path.GetFileName(
                Directory.GetFiles(_scratch["in"]).Single(f => !f.EndsWith("/f", StringComparison.Ordinal)))));
            throw new IOException("the disk is full");
        }, overwrites: true));
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(_scratch["in"]))));
    }

    [Fact]
    public void Who_may_read_a_file_does_not_change_with_its_content()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are no bits there.");
        if (OperatingSystem.IsWindows()) return;
        _scratch.Write("f", "old");
        File.SetUnixFileMode(_scratch["f"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write("f", overwrites: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch["f"]));
    }

    private void Write(string name, bool overwrites) =>
        WholeFile.Write(_scratch[name], "new"u8.ToArray(), overwrites);
}
