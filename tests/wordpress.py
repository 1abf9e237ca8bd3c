"""A WordPress of this machine's own: Debian's, with a database, an author, and a plugin to be tried."""

import secrets
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import tools
from serving import free_port, process, without_rights

AUTHOR, PASSWORD = "author", secrets.token_hex()
# What a translation of the plugin's words puts behind each of them.
TRANSLATED = " *"
FILES = {
    "www/wp-config.php": """<?php
        define('DB_NAME', 'host'); define('DB_USER', 'host'); define('DB_PASSWORD', '{password}');
        define('DB_HOST', '127.0.0.1:{database}');
        define('WP_HOME', '{url}'); define('WP_SITEURL', WP_HOME);
        define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
        define('DISABLE_WP_CRON', true);
        define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '{work}/log');
        $table_prefix = 'wp_';
        defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
        require_once ABSPATH . 'wp-settings.php';""",
    # By itself WordPress asks no address of its own machine, where no guide lies but that of a test.
    "www/wp-content/mu-plugins/near.php": """<?php
        add_filter('http_request_host_is_external', '__return_true');
        add_filter('http_allowed_safe_ports', fn ($ports) => [...$ports, {guide_port}]);
        add_filter('gettext_five-levels', fn ($text) => $text . '{translated}');""",
    "install.php": """<?php
        define('WP_INSTALLING', true);
        $_SERVER += ['HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET'];
        require 'wp-load.php';
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        wp_install('Host', 'admin', 'admin@host.example', false, '', '{password}');
        switch_theme('twentytwentythree');
        wp_insert_user(['user_login' => '{author}', 'user_pass' => '{password}', 'role' => 'author']);
        echo is_wp_error(activate_plugin('{plugin}')) ? 'no plugin' : 'all done';""",
    "database.sql": """CREATE DATABASE host;
        CREATE USER host@'127.0.0.1' IDENTIFIED BY '{password}';
        GRANT ALL ON host.* TO host@'127.0.0.1';""",
}


@contextmanager
def running(plugin, guide_port):
    """Run it with this plugin, activated; gives its address, without a slash at its end."""
    php, mariadbd, make_database, _, core = map(
        tools.need, ("php", "mariadb", "mariadb-install-db", "wordpress-theme", "wordpress")
    )
    port, database = free_port(), free_port()
    url = f"http://localhost:{port}"
    with TemporaryDirectory() as work:
        root = Path(work, "www")
        shutil.copytree(Path(core).parent, root, ignore=shutil.ignore_patterns("wp-config.php"))
        shutil.copy(plugin, root / "wp-content/plugins")
        told = {"work": work, "url": url, "database": database, "guide_port": guide_port}
        told |= {"plugin": plugin.name, "author": AUTHOR, "password": PASSWORD, "translated": TRANSLATED}
        for name, text in FILES.items():
            for slot, value in told.items():
                text = text.replace(f"{{{slot}}}", str(value))
            Path(work, name).parent.mkdir(exist_ok=True)
            Path(work, name).write_text(text, encoding="utf-8")
        run = {"cwd": root, **without_rights(work)}

        def done(*command):
            return subprocess.run(
                command, check=True, timeout=120, capture_output=True, text=True, **run
            ).stdout

        own = ["--no-defaults", f"--datadir={work}/data"]
        done(make_database, *own, "--skip-test-db", "--auth-root-authentication-method=normal")
        own += [f"--port={database}", "--bind-address=127.0.0.1", "--skip-name-resolve"]
        own += [f"--socket={work}/socket", f"--init-file={work}/database.sql"]
        # Nothing of it is to last.
        own += ["--innodb-flush-log-at-trx-commit=0", "--innodb-fast-shutdown=3"]
        with process([mariadbd, *own], database, **run):
            assert done(php, f"{work}/install.php").endswith("all done")
            with process([php, "-S", f"127.0.0.1:{port}", "-t", root], port, **run):
                yield url
        complaints = Path(work, "log").read_text(encoding="utf-8").splitlines()
        assert [one for one in complaints if plugin.name in one] == []
