using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Tests.Disk;

public sealed class ConfinedFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public ConfinedFolderTests()
    {
        _scratch.Write("root/mine.txt", "mine");
        _scratch.Write("outside/secret.txt", "secret");
        _scratch.Write("root-private/secret.txt", "secret");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Files_are_named_by_their_path_below_the_folder()
    {
        _scratch.Write("root/a/b/c.txt", "c");
        Assert.Equal(["a/b/c.txt", "mine.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_file_outside_is_left_out()
    {
        Link("root/link.txt", _scratch["outside/secret.txt"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_file_inside_is_kept()
    {
        Link("root/link.txt", _scratch["root/mine.txt"]);
        Assert.Equal(["link.txt", "mine.txt"], Names());
    }

    [Fact]
    public void A_relative_link_is_read_from_where_it_lies()
    {
        _scratch.Folder("root/sub");
        Link("root/sub/inside.txt", "../mine.txt");
        Link("root/sub/outside.txt", "../../outside/secret.txt");
        Assert.Equal(["mine.txt", "sub/inside.txt"], Names());
    }

    [Fact]
    public void A_sibling_folder_whose_name_begins_alike_is_outside()
    {
        Link("root/link.txt", _scratch["root-private/secret.txt"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_folder_outside_is_left_out()
    {
        LinkFolder("root/sub", _scratch["outside"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_folder_inside_is_kept()
    {
        _scratch.Write("root/real/a.txt", "a");
        LinkFolder("root/again", _scratch["root/real"]);
        Assert.Equal(["again/a.txt", "mine.txt", "real/a.txt"], Names());
    }

    [Fact]
    public void A_link_through_another_link_that_leads_outside_is_left_out()
    {
        _scratch.Write("outside/deep/secret.txt", "secret");
        LinkFolder("root/b", _scratch["outside"]);
        LinkFolder("root/a", _scratch["root/b/deep"]);
        Link("root/c.txt", _scratch["root/a/secret.txt"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void A_link_to_nothing_is_left_out()
    {
        Link("root/link.txt", _scratch["root/gone.txt"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void Links_in_a_circle_are_left_out()
    {
        Link("root/a", _scratch["root/b"]);
        Link("root/b", _scratch["root/a"]);
        Link("root/self", _scratch["root/self"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void Folders_that_hold_themselves_are_walked_once()
    {
        // Twelve of them would make 12 to the 8th folders for a walk that follows each.
        for (int i = 0; i < 12; i++) LinkFolder($"root/loop{i}", _scratch["root"]);
        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void Folders_that_hold_each_other_end()
    {
        _scratch.Write("root/a/a.txt", "a");
        _scratch.Write("root/b/b.txt", "b");
        LinkFolder("root/a/x", _scratch["root/b"]);
        LinkFolder("root/b/y", _scratch["root/a"]);
        Assert.Equal(["a/a.txt", "a/x/b.txt", "b/b.txt", "b/y/a.txt", "mine.txt"], Names());
    }

    [Fact]
    public void A_root_that_is_a_link_itself_is_followed()
    {
        LinkFolder("tftpboot", _scratch["root"]);
        Assert.Equal(["mine.txt"], ConfinedFolder.Files(_scratch["tftpboot"]).Select(f => f.Relative));
    }

    [Fact]
    public void Hidden_files_and_strange_names_are_files_too()
    {
        _scratch.Write("root/.hidden", "x");
        _scratch.Write("root/with blank .txt", "x");
        Assert.Equal([".hidden", "mine.txt", "with blank .txt"], Names());
    }

    [Theory]
    [InlineData("/srv/tftp", "/srv/tftp/a", true)]
    [InlineData("/srv/tftp", "/srv/tftp", true)]
    [InlineData("/srv/tftp", "/srv/tftp-private/a", false)]
    [InlineData("/srv/tftp", "/srv", false)]
    [InlineData("/srv/tftp", "/srv/tftp/..a", true)]
    [InlineData("/srv/tftp", "/etc/passwd", false)]
    public void Inside_is_a_matter_of_whole_path_parts(string folder, string path, bool inside) =>
        Assert.Equal(inside, ConfinedFolder.IsInside(folder, path));

    private string[] Names() => [.. ConfinedFolder.Files(_scratch["root"]).Select(f => f.Relative)];

    private void Link(string name, string target) => File.CreateSymbolicLink(_scratch[name], target);

    private void LinkFolder(string name, string target) => Directory.CreateSymbolicLink(_scratch[name], target);
}
