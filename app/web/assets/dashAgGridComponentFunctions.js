/* Minutes lost as a number and a bar from zero, the longest being the day's worst. */
(function () {
  'use strict';
  var components = window.dashAgGridComponentFunctions =
    window.dashAgGridComponentFunctions || {};

  components.AforoLostBar = function (props) {
    var element = window.React.createElement;
    var said = window.dashAgGridFunctions.aforoNumber(props.value);
    var width = 100 * (props.value || 0) / (props.most || 1) + '%';
    return element('div', { className: 'share' },
      element('span', { className: 'share-said' }, said),
      element('span', { className: 'share-track' },
        element('span', { className: 'share-bar', style: { width: width } })
      )
    );
  };
})();
