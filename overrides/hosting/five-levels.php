<?php
/**
 * Plugin Name: {{ words.shell.site }}
 * Description: {{ words.host.card }}
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: five-levels
 * Update URI: false
 *
 * Copy this file into wp-content/plugins/ and activate it. It has no settings page and stores nothing.
 * Whoever may write a post can then put in the blocks "{{ words.host.title }}" and "{{ words.shell.site }}",
 * or the shortcodes [five-levels-self-check] and [five-levels-card].
 */

defined( 'ABSPATH' ) || exit;

// The one thing to set: the full address of your copy of the guide.
const FIVE_LEVELS_ADDRESS = {{ address | php }};

// The same two lines as for any other page. A feed is shown by programs that we do not know, so it gets the card.
function five_levels_self_check() {
	if ( is_feed() ) {
		return five_levels_card();
	}
	return sprintf(
		'<div class="five-levels">%s<iframe src="%s" title="%s" sandbox="allow-scripts allow-top-navigation allow-modals" referrerpolicy="no-referrer" loading="lazy" width="100%%" height="640"></iframe></div>',
		wp_get_script_tag( array( 'src' => esc_url( trailingslashit( FIVE_LEVELS_ADDRESS ) . 'embed/embed.js' ) ) ),
		esc_url( trailingslashit( FIVE_LEVELS_ADDRESS ) . 'embed/self-check.html' ),
		esc_attr__( {{ words.host.title | php }}, 'five-levels' )
	);
}

function five_levels_card() {
	return sprintf(
		'<div class="five-levels"><p><strong>%s</strong></p><p>%s</p><p><a href="%s" target="_top" referrerpolicy="no-referrer">%s</a></p></div>',
		esc_html__( {{ words.shell.site | php }}, 'five-levels' ),
		esc_html__( {{ words.host.card | php }}, 'five-levels' ),
		esc_url( trailingslashit( FIVE_LEVELS_ADDRESS ) . 'index.html' ),
		esc_html__( {{ words.host.open | php }}, 'five-levels' )
	);
}

// In the editor a block shows its name alone, so that nothing is loaded from the guide while somebody writes.
const FIVE_LEVELS_EDITOR = <<<'JS'
for (const name of ["five-levels/self-check", "five-levels/card"])
	wp.blocks.registerBlockType(name, {
		edit: () =>
			wp.element.createElement(
				"div",
				wp.blockEditor.useBlockProps(),
				wp.element.createElement(wp.components.Placeholder, { label: wp.blocks.getBlockType(name).title })
			),
		save: () => null,
	});
JS;

add_action(
	'init',
	function () {
		wp_register_script( 'five-levels', false, array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' ), null, true );
		wp_add_inline_script( 'five-levels', FIVE_LEVELS_EDITOR );
		$shown = array(
			'self-check' => array( __( {{ words.host.title | php }}, 'five-levels' ), 'five_levels_self_check' ),
			'card'       => array( __( {{ words.shell.site | php }}, 'five-levels' ), 'five_levels_card' ),
		);
		foreach ( $shown as $name => list( $title, $show ) ) {
			add_shortcode( "five-levels-$name", $show );
			register_block_type(
				"five-levels/$name",
				array(
					'api_version'           => 2,
					'title'                 => $title,
					'category'              => 'embed',
					'icon'                  => 'book-alt',
					'editor_script_handles' => array( 'five-levels' ),
					'render_callback'       => $show,
				)
			);
		}
	}
);
